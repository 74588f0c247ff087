export const team = {
  adminsOnly: 'Only provider admins see this; ask one of them.',
  brokenLine: 'Line {line}: {email} – {problem}',
  filter: 'Filter the team',
  invite: 'Invite to the team',
  inviteText: 'Up to {n} addresses, one a line. They are confirmed once they accept.',
  makeType: 'Make {type}',
  makeTypeTitle: 'Change {name} to {type}?',
  rename: 'Rename the provider',
  removeText: 'They lose access to the provider and all its clients at once. Their account stays.',
  send: 'Send invitations',
  text: 'The provider\'s own people. Keep at least two provider admins.',
  title: 'Team',
  type_: 'Type',
  mail: {
    failing: '{n} mail could not be sent and is tried again: {why} | {n} mails could not be sent and are tried again: {why}',
    none: 'No mail server is configured, so no mail leaves this installation; on its own machine the mailbox shows them. Whoever runs it sets WARDROOM_SMTP_URL.',
    sent: 'The mail server has taken the mail. If it does not arrive at your address, look into its log and your spam folder.',
    test: 'Send me a test mail',
    title: 'Mail',
    waiting: 'Every mail was handed to the mail server. | {n} mail waits to be sent. | {n} mails wait to be sent.',
  },
  job: {
    confirm: 'Confirm {n} person | Confirm {n} people',
    invite: 'Invite {n} person | Invite {n} people',
    remove: 'Remove {n} person | Remove {n} people',
    resend: 'Resend {n} invitation | Resend {n} invitations',
  },
  type: {
    PROVIDER_ADMIN: 'Provider admin',
    SERVICE_USER: 'Service user',
  },
  typeText: {
    PROVIDER_ADMIN: 'Also manages the team, creates and unlinks clients, buys seats.',
    SERVICE_USER: 'Looks after the clients and their people.',
  },
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { team: typeof team }
}

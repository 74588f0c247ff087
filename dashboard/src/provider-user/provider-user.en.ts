export const team = {
  adminsOnly: 'Only provider admins see this; ask one of them.',
  askedForHelp: 'Forgot the password? Asked {when}',
  askedForHelpText: 'Somebody said so at the sign-in page; call them on a number that you know. This goes away once they sign in.',
  brokenLine: 'Line {line}: {email} – {problem}',
  filter: 'Filter the team',
  invite: 'Invite to the team',
  inviteText: 'Up to {n} addresses, one a line. They are confirmed once they accept.',
  makeType: 'Make {type}',
  makeTypeTitle: 'Change {name} to {type}?',
  rename: 'Rename the provider',
  resetIn: 'Reset it in {client}',
  resetNowhere: 'Enrolled in account recovery of no client, so nobody can reset it. Remove them, and invite them with another address.',
  resetTwoStep: 'Remove two-step login',
  resetTwoStepText: 'Every second factor and the recovery code go, and all sessions end; the master password stays. They are mailed, and see clients again once they have set it up anew where you demand it. Make sure that it is they who ask: call them.',
  resetTwoStepTitle: 'Remove the two-step login of {name}?',
  removeText: 'They lose access to the provider and all its clients at once. Their account stays.',
  send: 'Send invitations',
  signOutText: 'All their sessions end within a second, on every device, and they are mailed. They can sign in again as before.',
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
    signOut: 'Sign out {n} colleague | Sign out {n} colleagues',
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

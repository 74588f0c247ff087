export const mailbox = {
  none: 'No mail yet',
  noneText: 'Invitations appear here as soon as they are sent.',
  open: 'Open the mailbox',
  text: 'No mail server is configured, so mail is kept here instead of being sent. Only this machine shows it, with the set-up code.',
  title: 'Mailbox',
  to: 'To {to}',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { mailbox: typeof mailbox }
}

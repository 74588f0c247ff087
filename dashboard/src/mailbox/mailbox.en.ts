export const mailbox = {
  none: 'No mail yet',
  noneText: 'Invitations appear here as soon as they are sent.',
  text: 'No mail server is configured, so mail is kept here instead of being sent. Only this local installation shows it.',
  title: 'Mailbox',
  to: 'To {to}',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { mailbox: typeof mailbox }
}

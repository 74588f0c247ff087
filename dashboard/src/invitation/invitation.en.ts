export const invitation = {
  accept: 'Accept the invitation',
  for: 'For {email}',
  hasAccount: 'This address has an account already; use its master password.',
  home: 'To the sign-in',
  other: 'You are signed in as {email}. Accepting signs you in as the invited person.',
  register: 'Create account and accept',
  title: 'Invitation',
  toClient: 'You are invited to join {place}.',
  toTeam: 'You are invited to join the team of {place}.',
  until: 'valid until {at}',
  unusable: 'This invitation cannot be used',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { invitation: typeof invitation }
}

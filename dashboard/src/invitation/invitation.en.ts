export const invitation = {
  accept: 'Accept the invitation',
  anotherAddress: 'This invitation is for {email}; type that address if it is yours, else ask for an invitation to your own.',
  cut: 'This link is not whole',
  cutText: 'Some mail programs cut a link. Copy the whole link from the mail and paste it here.',
  for: 'For {email}',
  hasAccount: 'This address has an account already; use its master password.',
  home: 'To the sign-in',
  link: 'Link from the mail',
  noLink: 'This is not the whole link of an invitation.',
  open: 'Open the invitation',
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

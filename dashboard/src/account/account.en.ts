export const account = {
  fingerprint: 'Fingerprint phrase',
  confirm: {
    all: 'All phrases match',
    compared: 'Phrase of {name} matches',
    lead: 'Ask each person for their phrase, on the phone or face to face, and compare it word by word.',
    many: 'Confirm {n} people',
    notNow: 'Cannot be confirmed now',
    one: 'Confirm {name}',
    submit: 'Confirm {n}',
    submitOne: 'The phrase matches: confirm',
    unusable: 'No usable key: do not confirm',
    why: 'Confirming hands over the key, sealed to the key that this phrase stands for. A phrase that differs means that somebody else\'s key stands in between: do not confirm.',
  },
  phraseLocked: 'Unlock your keys to see your phrase.',
  clientOf: 'Client of {provider}',
  invitedOn: 'invited on {date}',
  linkOver: 'The link has run out: ask for a new one',
  places: 'Where you are invited',
  standing: {
    text: {
      waiting: 'You have accepted. An administrator of {place} confirms you once you have compared this phrase with them; this page goes on by itself.',
      invited: 'You are invited to {place} and have not accepted yet: open the link in the mail to {email}. This page goes on by itself.',
      twoStep: '{place} demands two-step login. Set it up, and you see everything again at once.',
      none: 'An administrator may have removed you or suspended your access. Your account, {email}, stays: once you are let in again, this page goes on by itself.',
    },
    title: {
      waiting: 'Waiting to be confirmed',
      invited: 'An invitation waits for you',
      twoStep: 'Two-step login is needed',
      none: 'You belong to no provider or client',
    },
  },
  team: 'Provider\'s team',
  toAccept: 'Not accepted yet',
  toConfirm: 'Waits to be confirmed',
}

export const profile = {
  changePassword: 'Change master password',
  changePasswordText: 'Your keys stay, sealed anew. All your other sessions end.',
  copyPhrase: 'Copy the phrase',
  current: 'This one',
  demoPassword: 'That of the demo; in an installation of your own you can change it here.',
  device: 'Device',
  end: 'End',
  everywhere: 'Sign out everywhere',
  everywhereText: 'Every session of yours ends within a second, this one included.',
  everywhereTitle: 'Sign out everywhere?',
  fingerprintText: 'Read it out when an administrator asks for it before confirming you. It is made from your own key, here.',
  here: 'Sign out here',
  ip: 'IP address',
  keys: 'Keys',
  locked: 'Locked',
  newPassword: 'New master password',
  passwordChanged: 'Your master password is changed. Your other sessions have ended.',
  person: 'You',
  presentPassword: 'Present master password',
  provider: 'Provider',
  sessions: 'Sessions',
  since: 'Since',
  title: 'Profile',
  unlocked: 'Unlocked in this tab',
  used: 'Last used',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { account: typeof account, profile: typeof profile }
}

export const auth = {
  email: 'E-mail address',
  endFinal: 'At {time} it has lasted as long as a session may. With your master password it goes on, and nothing on this page is lost.',
  endIdle: 'Nothing has been asked of the server for a while; at {time} you are signed out.',
  endStay: 'Stay signed in',
  endTitle: 'Your session is about to end',
  ended: 'Your session has ended. Sign in again to continue.',
  hide: 'Hide the password',
  insecure: 'This page was opened without HTTPS, so the browser refuses to encrypt. Open it over HTTPS or on localhost.',
  dependsOnKeyboard: 'Some characters of this password are typed as other bytes on other keyboards. You could lock yourself out; better choose others.',
  lead: 'Your master password stays in this browser; it opens your keys here.',
  lock: 'Lock the keys',
  masterPassword: 'Master password',
  mismatch: 'The two passwords differ.',
  name: 'Name',
  neverSent: 'Nobody can recover this password: the server never learns it. Keep it somewhere safe.',
  passwordHint: 'At least {n} characters; several unrelated words work well.',
  repeatPassword: 'Repeat master password',
  show: 'Show the password',
  signIn: 'Sign in',
  signOut: 'Sign out',
  signedInAs: 'You signed in as {email}.',
  tooShort: 'Still too short: at least {n} characters.',
  unlock: 'Unlock',
  unlockLead: 'This needs your keys, which are only kept while this tab is open. The password is not sent.',
  unlockTitle: 'Unlock your keys',
  wrongPassword: 'This is not your master password; try again.',
  strength: {
    0: 'Guessed at once: choose several unrelated words',
    1: 'Very weak: choose several unrelated words',
    2: 'Too weak: add another unrelated word',
    3: 'Good',
    4: 'Strong',
  },
}

export const secondStep = {
  code: 'Code of your authenticator app',
  recoveryCode: 'Recovery code',
  recoveryText: 'It lets you in once and turns two-step login off: set it up again afterwards.',
  remember: 'Do not ask on this device for 30 days',
  text: 'Your master password is right. Now type the six digits that your authenticator app shows.',
  title: 'Second step',
  useApp: 'Use the app',
  useRecovery: 'I have lost my phone',
}

export const proof = {
  go: 'Go on',
  text: 'What you are about to do destroys something or gives power. Show once more that it is you; it then goes on, and for ten minutes you are not asked again.',
  title: 'Confirm that it is you',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { auth: typeof auth, secondStep: typeof secondStep, proof: typeof proof }
}

export const twoStep = {
  app: 'Authenticator app',
  copyRecovery: 'Copy the recovery code',
  copySecret: 'Copy the key',
  devices: 'No device skips the second step. | One device skips the second step. | {n} devices skip the second step.',
  firstCode: 'Code that the app shows',
  firstCodeHint: 'Six digits. A code that is refused: check that the clock of your phone is right.',
  forget: 'Ask for it on every device',
  off: 'Off',
  on: 'On',
  qr: 'QR code for your authenticator app',
  recoveryCode: 'Recovery code',
  recoveryMade: 'Recovery code made',
  recoveryText: 'Should you lose your phone, this code lets you in and turns two-step login off. It is shown once: print it, or keep it where you keep other papers, not in this vault.',
  recoveryTitle: 'Keep your recovery code',
  renew: 'New recovery code',
  saved: 'I have kept it',
  secret: 'Key for your authenticator app',
  setUp: 'Set up two-step login',
  setUpText: 'Scan the code with an authenticator app, then type the digits that the app shows. All your other sessions end.',
  since: 'since',
  title: 'Two-step login',
  turnOff: 'Turn off',
  turnOffText: 'Your master password alone signs in from then on, and your recovery code opens nothing. All your other sessions end.',
  turnOffTitle: 'Turn two-step login off?',
  turnOn: 'Turn on',
  typeIt: 'No camera? Type this key into the app:',
  used: 'last used',
  why: 'With it, signing in takes a code of your phone as well: a stolen master password opens nothing.',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { twoStep: typeof twoStep }
}

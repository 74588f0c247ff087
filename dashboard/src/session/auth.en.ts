export const auth = {
  alsoNeeds: 'It also needs {signs}.',
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
  hint: {
    label: 'Password hint (optional)',
    none: 'No hint set',
    send: 'Send me my hint',
    sent: 'If this address belongs to somebody here, their hint is on its way to it.',
    set: 'Hint set',
    tells: 'The hint contains your master password. Write something that reminds only you.',
    text: 'No secret: the server can read it, and mails it to your address when it is asked for at the sign-in page.',
    title: 'Send me my password hint',
    where: 'The hint that you wrote when you chose your master password is mailed to your address.',
  },
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
  untold: 'You are signed out here, but the server could not be told: there the session goes on until it runs out. Sign in again and end it in your profile.',
  wrongPassword: 'This is not your master password; try again.',
  lacks: {
    minComplexity: 'Good, but your organization asks for a strong one: add another unrelated word',
    requireLower: 'It needs a small letter',
    requireNumbers: 'It needs a digit',
    requireSpecial: 'It needs a special character',
    requireUpper: 'It needs a capital letter',
  },
  sign: {
    requireLower: 'a small letter',
    requireNumbers: 'a digit',
    requireSpecial: 'a special character',
    requireUpper: 'a capital letter',
  },
  strength: {
    0: 'Guessed at once: choose several unrelated words',
    1: 'Very weak: choose several unrelated words',
    2: 'Too weak: add another unrelated word',
    3: 'Good',
    4: 'Strong',
  },
}

export const secondStep = {
  another: 'Use another method',
  code: 'Code of your authenticator app',
  keyNext: 'When you go on, you are asked for your security key or passkey.',
  keyText: 'Your master password is right. Now use your security key or passkey, as your browser asks you to.',
  mailAgain: 'Mail another code',
  mailText: 'Your master password is right. Now type the code that is mailed to you.',
  mailedCode: 'Code out of the mail',
  mailedTo: 'Mailed to {email}; the newest one holds for five minutes and three tries.',
  mailing: 'The code is being mailed.',
  recoveryCode: 'Recovery code',
  recoveryText: 'It lets you in once and turns two-step login off: set it up again afterwards.',
  remember: 'Do not ask on this device for 30 days',
  text: 'Your master password is right. Now type the six digits that your authenticator app shows.',
  title: 'Second step',
  useApp: 'Use the authenticator app',
  useKey: 'Use the security key',
  useMail: 'Have a code mailed',
  useRecovery: 'Use the recovery code',
}

export const proof = {
  go: 'Go on',
  text: 'Before this goes on, show once more that it is you. For ten minutes you are not asked again.',
  title: 'Confirm that it is you',
}

export const doubt = {
  go: {
    ACCOUNT_KNOWN: 'My account was deleted: make new keys',
    KEY_ADDED: 'It is mine: use this key',
    KEY_UNKNOWN: 'I have joined it: use this key',
  },
  text: {
    ACCOUNT_KNOWN: 'The server says that {email} has no account, but this browser knows keys of that address. Go on only if you know from somebody, not from this page, that your account was deleted. Otherwise cancel, sign in as always, and report this: a server that cheats can have you make new keys so that you take its key for that of your provider.',
    KEY_ADDED: 'You have never used the key that the server hands over for this client ({id}). Go on only if you know that you own it and that its provider let it go; otherwise cancel and report this, whatever name stands on the page: a server that cheats can make up a client and its key, and read what your people would keep there.',
    KEY_UNKNOWN: 'In this browser you have used the key of a client, and never the one that the server hands over now, for {id}. Go on only if you have joined a second client, or a provider, and this is it. If you belong to one client as before, cancel and report this, whatever name stands on the page: a server that cheats can make up a key.',
  },
  title: {
    ACCOUNT_KNOWN: 'This browser knows keys of this address',
    KEY_ADDED: 'You have never used the key of this client',
    KEY_UNKNOWN: 'You have never used this key here',
  },
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { auth: typeof auth, doubt: typeof doubt, secondStep: typeof secondStep, proof: typeof proof }
}

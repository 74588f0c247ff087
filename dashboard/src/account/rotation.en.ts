export const rotation = {
  confirmed: 'Seal my new key for {client}',
  done: 'Your keys are rotated. Every session of yours has ended: sign in again with the same master password.',
  enrolled: 'You are enrolled in account recovery. Whoever may reset passwords there gets the new key as well, so compare each phrase with your administrator. One that you have not enrolled in, or no longer want: close this, and withdraw first.',
  rotate: 'Rotate keys',
  sessionsEnd: 'Every session of yours ends, this one as well.',
  text: 'A new user key is made here, and everything under the old one is sealed anew; your master password and your fingerprint phrase stay. Do it when somebody may have had your keys: an open browser of yours, a reset that you did not ask for.',
  title: 'Rotate your keys',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { rotation: typeof rotation }
}

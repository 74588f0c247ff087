export const live = {
  connecting: 'Connecting',
  live: 'Live',
  off: 'Not live',
  offText: 'Your role may not follow the event log: load the page again to see what is new.',
  reconnecting: 'Reconnecting',
  seconds: ', {n} s',
  stale: 'Stale',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { live: typeof live }
}

export const live = {
  connecting: 'Connecting',
  live: 'Live',
  off: 'Not live',
  offText: 'Your role may not follow the event log: load the page again to see what is new.',
  reconnecting: 'Reconnecting',
  seconds: ', {n} s',
  stale: 'Stale',
  trouble: {
    blocked: 'Not live: no live connection gets through. Open Wardroom at its configured address, or have the proxy checked: it must let WebSockets pass.',
    full: 'Not live: five connections of this session are live already. Close one of its tabs or tools.',
    unreachable: 'Not live: the server does not answer. What stands here may be old; it goes on by itself when the server is back.',
  },
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { live: typeof live }
}

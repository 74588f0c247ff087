export const live = {
  connecting: 'Connecting',
  live: 'Live',
  off: 'Not live',
  reconnecting: 'Reconnecting, {seconds} s',
  stale: 'Stale, {seconds} s',
}

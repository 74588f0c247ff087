export const seat = {
  add: 'Add seats',
  after: 'Afterwards {add} when added, {remove} when removed.',
  barTitle: '{occupied} of {bought} seats occupied',
  beyond: 'The pool has {available} left; more need a provider admin.',
  bought: 'Bought',
  buys: 'The pool has {available} left: adding buys {n} for the provider.',
  ceiling: 'Ceiling',
  change: 'Change seats',
  count: 'Number of seats',
  free: 'Free',
  grow: 'Grow automatically',
  growOn: 'Seats grow when somebody is invited and none is free',
  growText: 'The new seats come out of the pool, or are bought. Growth stops at the ceiling.',
  growsNot: 'Do not grow automatically',
  growsTo: 'Grow automatically up to {n}',
  hidden: 'Your role does not show the seats of this client.',
  noneFree: 'Nobody can be invited or restored',
  occupied: 'Occupied',
  pool: 'Seat pool of the provider: {plan}',
  remove: 'Remove seats',
  tab: 'Seats',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { seat: typeof seat }
}

export const wall = {
  activity: 'Events per minute, last half hour',
  clients: 'Clients',
  firstText: 'Tiles appear here as soon as there is a client.',
  full: 'full',
  layout: 'Change the layout',
  leave: 'Leave the wall',
  noEvents: 'No events in the last half hour',
  perMinute: '/min',
  privacyOff: 'Show addresses',
  privacyOn: 'Hide addresses',
  quiet: 'No event yet',
  rate: 'Events / min',
  seats: 'Seats',
  stream: 'Events',
  title: 'NOC wall',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { wall: typeof wall }
}

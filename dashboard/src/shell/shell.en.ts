export const shell = {
  account: 'Your account',
  breadcrumb: 'Path',
  failed: {
    text: {
      unreachable: '{page} opens by itself as soon as the server is back.',
      replaced: '{page} belongs to it. Loading it would lose what was typed here or is still being sent: finish that first, then load it.',
      unreadable: 'The server answered something that this page cannot show. Load it again; if that does not help, tell whoever runs Wardroom. Other pages may work.',
      broken: 'A part of it is missing on the server, also after it was loaded anew. Tell whoever runs Wardroom; other pages may work.',
    },
    title: {
      unreachable: 'The server does not answer',
      replaced: 'A new version of Wardroom is there',
      broken: 'This page could not be loaded',
      unreadable: 'This page cannot be shown',
    },
  },
  help: 'Keyboard shortcuts',
  home: 'Wardroom, to the clients',
  keysLocked: 'Keys locked',
  keysUnlocked: 'Keys unlocked',
  loadAnew: 'Load it',
  menu: 'Menu',
  navigation: 'Pages',
  notFound: 'No such page',
  notFoundText: 'The address leads nowhere; it may have been mistyped or the page moved.',
  skip: 'Skip to the page',
  staffOnly: 'Only the people of a provider see this.',
  thePage: 'The page',
  toClients: 'Back to clients',
  version: 'Version {version}',
  keys: {
    close: 'Close, clear the selection, or leave a field',
    down: 'Next row',
    help: 'This help',
    open: 'Open the row',
    palette: 'Command palette',
    search: 'Search the list',
    select: 'Select the row',
    selection: 'To the selection bar and back',
    up: 'Previous row',
  },
  palette: {
    actions: 'Actions',
    go: 'Go to {page}',
    none: 'No matches.',
    noneUnanswered: 'None of the pages; the server does not answer, so nothing else can be found.',
    open: 'Search or go to…',
    placeholder: 'Type a client, a page or an action',
    title: 'Command palette',
  },
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { shell: typeof shell }
}

export const shell = {
  account: 'Your account',
  breadcrumb: 'Path',
  help: 'Keyboard shortcuts',
  home: 'Wardroom, to the clients',
  keysLocked: 'Keys locked',
  keysUnlocked: 'Keys unlocked',
  menu: 'Menu',
  navigation: 'Pages',
  notFound: 'No such page',
  notFoundText: 'The address leads nowhere; it may have been mistyped or the page moved.',
  skip: 'Skip to the page',
  staffOnly: 'Only the people of a provider see this.',
  toClients: 'Back to clients',
  unreachable: 'The server does not answer',
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
    open: 'Search or go to…',
    placeholder: 'Type a client, a page or an action',
    title: 'Command palette',
  },
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { shell: typeof shell }
}

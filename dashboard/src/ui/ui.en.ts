export const ui = {
  asOf: 'as of {time}',
  back: 'Back',
  cancel: 'Cancel',
  clear: 'Clear: {what}',
  clearAll: 'Clear all',
  clearSelection: 'Clear the selection',
  close: 'Close',
  copied: 'Copied',
  discard: 'Discard',
  keepEditing: 'Keep editing',
  loadFailed: 'This could not be loaded',
  loadMore: 'Load more',
  name: 'Name',
  noPermission: 'This is not yours to see',
  noEmail: `This is not an e-mail address; write it as name{'@'}example.com.`,
  noneFound: 'Nothing found',
  rename: 'Rename',
  retry: 'Try again',
  save: 'Save',
  select: 'Select {name}',
  selectAll: 'Select all',
  selectMore: 'Select all {n}',
  selected: '{n} selected',
  selection: 'With the selected rows',
  unsavedText: 'What you have typed has not been sent and would be lost.',
  unsavedTitle: 'Discard what you typed?',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { ui: typeof ui }
}

export const job = {
  dismiss: 'Dismiss',
  doneRow: 'Done',
  fold: 'Fold',
  label: 'Job: {title}',
  others: 'Other jobs',
  progress: 'Progress',
  refused: '{n} refused',
  refusedRow: 'Refused',
  rest: 'Send the rest ({n})',
  rows: 'Rows',
  retry: 'Retry failed ({n})',
  summary: '{done} of {all} done',
  undo: 'Undo',
  unfold: 'Unfold',
  unsent: '{n} not sent',
  unsentRow: 'Not sent',
  waitingRow: 'Waiting',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { job: typeof job }
}

export const policy = {
  autoEnrol: 'Ask everybody to enrol, and let nobody withdraw',
  autoEnrolled: 'Everybody is asked to enrol',
  change: 'Change',
  needs: 'Needs: {policy}',
  nobody: 'Nobody would be revoked.',
  off: 'Off',
  on: 'On',
  plan: 'Policies come with the Enterprise plan.',
  revokes: 'Revokes {n} person who belongs to another company, too: {names} | Revokes {n} people who belong to another company, too: {names}',
  tab: 'Policies',
  turnOffText: 'It no longer holds from now on. Whoever it has revoked stays revoked until you restore them.',
  turnOn: 'Turn on',
  name: {
    ACCOUNT_RECOVERY: 'Account recovery',
    SINGLE_ORGANIZATION: 'Single organization',
  },
  text: {
    ACCOUNT_RECOVERY: 'Owners, admins and the provider\'s technicians may reset a forgotten master password of those who have enrolled.',
    SINGLE_ORGANIZATION: 'People of this client belong to no other company. Owners and admins are exempt.',
  },
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { policy: typeof policy }
}

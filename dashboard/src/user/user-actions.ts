/** What may be done to somebody of a client, as menus and bars offer it. */
export const userActions = [
  { what: 'confirm', icon: 'shield', label: 'user.confirm', may: 'viewerCanConfirm', danger: false },
  { what: 'resend', icon: 'mail', label: 'user.resend', may: 'viewerCanResend', danger: false },
  { what: 'role', icon: 'edit', label: 'user.changeRole', may: 'viewerCanChangeRole', danger: false },
  { what: 'restore', icon: 'undo', label: 'user.restore', may: 'viewerCanRestore', danger: false },
  { what: 'revoke', icon: 'ban', label: 'user.revoke', may: 'viewerCanRevoke', danger: true },
  { what: 'remove', icon: 'trash', label: 'user.remove', may: 'viewerCanRemove', danger: true },
] as const

export type UserAction = (typeof userActions)[number]['what']

/** What may be done to somebody of a client, as menus and bars offer it; `alone`: to one person at a time. */
export const userActions = [
  { what: 'confirm', icon: 'shield', label: 'user.confirm', may: 'viewerCanConfirm', danger: false, alone: false },
  { what: 'resend', icon: 'mail', label: 'user.resend', may: 'viewerCanResend', danger: false, alone: false },
  { what: 'role', icon: 'edit', label: 'user.changeRole', may: 'viewerCanChangeRole', danger: false, alone: false },
  { what: 'rights', icon: 'shield', label: 'user.rights', may: 'viewerCanSeeRights', danger: false, alone: true },
  { what: 'groups', icon: 'users', label: 'user.groups', may: 'viewerCanChangeGroups', danger: false, alone: false },
  { what: 'restore', icon: 'undo', label: 'user.restore', may: 'viewerCanRestore', danger: false, alone: false },
  { what: 'remind', icon: 'mail', label: 'user.remind', may: 'viewerCanRemind', danger: false, alone: false },
  { what: 'recover', icon: 'key', label: 'user.recover', may: 'viewerCanRecover', danger: false, alone: true },
  { what: 'signOut', icon: 'sign-out', label: 'user.signOut', may: 'viewerCanSignOut', danger: false, alone: false },
  { what: 'revoke', icon: 'ban', label: 'user.revoke', may: 'viewerCanRevoke', danger: true, alone: false },
  { what: 'remove', icon: 'trash', label: 'user.remove', may: 'viewerCanRemove', danger: true, alone: false },
] as const

export type UserAction = (typeof userActions)[number]['what']

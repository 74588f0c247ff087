export const right = {
  byFlag: 'flag {flag}',
  byProvider: 'works for the provider',
  byRole: 'role {role}',
  circumstance: {
    ADMIN_ACCESS: 'role {role}, since admins reach all collections',
    MANAGES: 'manages {n} collection | manages {n} collections',
    MANAGES_DELETABLE: 'manages {n} collection | manages {n} collections',
    OPEN_CREATION: 'everybody makes collections here',
    ORPHANED: 'role {role}, for {n} that nobody manages | role {role}, for {n} that nobody manages',
    REACHES: 'reaches {n} collection | reaches {n} collections',
  },
  collections: 'Collections they reach',
  direct: 'directly',
  byGroups: 'by {groups}',
  moreCollections: 'And {n} more. | And {n} more.',
  no: 'No',
  rank: 'Nobody changes people above themself.',
  title: 'What {name} may do',
  yes: 'Yes',
  name: {
    client: {
      openVault: 'Open the keys of the client',
      read: 'See the client',
      rename: 'Rename the client',
    },
    collection: {
      change: 'Rename collections',
      changeGroupAccess: 'Give groups access to collections',
      changeUserAccess: 'Give people access to collections',
      create: 'Make collections',
      delete: 'Delete collections',
      read: 'See collections',
    },
    collectionSettings: {
      change: 'Change the rules for collections',
    },
    event: {
      read: 'Read the event log',
    },
    group: {
      change: 'Make, change and delete groups',
      list: 'List groups',
    },
    helpRequest: {
      decide: 'Answer requests for help',
      list: 'See requests for help',
    },
    itemAccess: {
      change: 'Decide what the provider sees',
    },
    policy: {
      change: 'Change policies',
    },
    seat: {
      change: 'Add and remove seats',
      read: 'See the seats',
    },
    user: {
      changeRole: 'Change roles',
      confirm: 'Confirm people',
      invite: 'Invite people',
      list: 'List people',
      recover: 'Reset how people sign in',
      remove: 'Remove people',
      resend: 'Send invitations again',
      restore: 'Restore people',
      revoke: 'Suspend people',
      signOut: 'Sign people out',
    },
  },
  void: {
    CLIENT_SUSPENDED: 'Nothing now: the client is suspended.',
    NO_TWO_STEP: 'Nothing now: the client requires two-step login, and they have none.',
    NOT_CONFIRMED: 'Nothing now: they are not confirmed, or their access is suspended.',
  },
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { right: typeof right }
}

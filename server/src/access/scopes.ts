/** What an API token may be allowed; each permission names the one it needs (access/permissions.ts). */
export const apiTokenScopes = ['READ', 'EVENTS_READ', 'USERS_WRITE', 'SEATS_WRITE', 'CLIENTS_WRITE'] as const
export type ApiTokenScope = typeof apiTokenScopes[number]

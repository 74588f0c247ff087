import { isUuid } from '../access/tenants.js'

const prefix = 'user.'

/** As programs that speak OAuth 2 name it. */
export function clientIdOf(accountId: string): string {
  return prefix + accountId
}

/** @returns undefined for what is none */
export function accountIdIn(clientId: string): string | undefined {
  const id = clientId.startsWith(prefix) ? clientId.slice(prefix.length) : ''
  return isUuid(id) ? id : undefined
}

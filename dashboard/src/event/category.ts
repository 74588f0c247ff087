import type { IconName } from '../ui/icons.js'

/** The families of events, in the order in which a filter offers them, each with its sign. */
export const categories = {
  ACCOUNT: 'user',
  SESSION: 'sign-out',
  USER: 'users',
  SEAT: 'seats',
  CLIENT: 'tower',
  PROVIDER_CLIENT: 'tower',
  PROVIDER_USER: 'users',
  PROVIDER: 'shield',
  API_TOKEN: 'plug',
  ITEM: 'key',
  COLLECTION: 'copy',
  GROUP: 'users',
  POLICY: 'shield',
  DOMAIN: 'globe',
  SEND: 'mail',
  SECRETS_MANAGER: 'lock',
  PHISHING: 'alert',
} as const satisfies Record<string, IconName>

/** The family of an event by the name that the server gives it; a newer server may know more of them. */
export function familyOf(category: string): keyof typeof categories | 'UNKNOWN' {
  return Object.keys(categories).find((name): name is keyof typeof categories => name === category) ?? 'UNKNOWN'
}

export function iconOf(category: string): IconName {
  const family = familyOf(category)
  return family === 'UNKNOWN' ? 'circle' : categories[family]
}

/** What an operator should notice in passing: failed sign-ins, ended sessions, people and clients taken away. */
const loud = new Set([1005, 1006, 1503, 1508, 1511, 1519, 1601, 1602, 1603, 1803, 1902, 1903, 9051])

export function isLoud(code: number): boolean {
  return loud.has(code)
}

import type { EventCategory } from '@wardroom/schema/events'
import type { IconName } from '../ui/control/icons.js'
import { eventCatalogue } from '@wardroom/schema/events'

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
} as const satisfies Record<EventCategory, IconName>

/** The family of an event by the name that the server gives it; a newer server may know more of them. */
export function familyOf(category: string): EventCategory | 'UNKNOWN' {
  return Object.keys(categories).find((name): name is EventCategory => name === category) ?? 'UNKNOWN'
}

export function iconOf(category: string): IconName {
  const family = familyOf(category)
  return family === 'UNKNOWN' ? 'circle' : categories[family]
}

const notable = new Set<string>(eventCatalogue.filter(kind => 'notable' in kind).map(({ name }) => name))

/** What an operator should notice in passing: failed sign-ins, ended sessions, people and clients taken away. */
export function isNotable(type: string): boolean {
  return notable.has(type)
}

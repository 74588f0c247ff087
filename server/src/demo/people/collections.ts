import { randomUUID } from 'node:crypto'
import { after, day, hour } from '../../lib/clock.js'
import type { Company } from './company.js'

/** A collection of a client; its name is sealed with the client's keys (keys.ts). */
export interface DemoCollection {
  id: string
  name: string
  at: Date
}

/** How many days after the client each was made. */
const kinds: ReadonlyArray<[name: string, days: number]> = [
  ['Default collection', 0],
  ['Finance', 3],
  ['Finance/Payroll', 4],
  ['IT', 5],
  ['IT/Network', 6],
  ['IT/Servers', 6],
  ['Marketing', 9],
  ['Front desk', 12],
]

const known = new WeakMap<Company, DemoCollection[]>()

export function collectionsOf(company: Company): DemoCollection[] {
  const made = known.get(company) ?? kinds
    .map(([name, days], n) => ({ id: randomUUID(), name, at: days ? after(company.createdAt, days * day + n * hour) : company.createdAt }))
    .filter(({ at }) => at <= company.today)
  known.set(company, made)
  return made
}

/** Since when a client limits who makes collections; not every client does. */
export function creationLimitedFrom({ createdAt, today, members }: Company): Date | undefined {
  const at = after(createdAt, 7 * day + 2 * hour)
  return members.length % 3 === 0 && at < today ? at : undefined
}

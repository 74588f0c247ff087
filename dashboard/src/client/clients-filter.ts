import type { ClientFilter, ClientOrder, ClientOrderField, Plan } from '../gql/graphql.js'
import type { Sorting } from '../ui/list/table.js'

export type FreeSeats = '' | 'none' | 'few' | 'some'
export type ClientState = '' | 'active' | 'suspended'

const fields: Record<string, ClientOrderField> = {
  name: 'NAME',
  seats: 'SEATS',
  occupied: 'OCCUPIED',
  created: 'CREATED_AT',
  event: 'LAST_EVENT_AT',
}

/** What the server is asked for, from what stands in the address; null when nothing is filtered. */
export function clientFilter(
  search: string,
  plan: '' | Plan,
  free: FreeSeats,
  { group = '', tag = '', state = '' }: { group?: string, tag?: string, state?: ClientState } = {},
): ClientFilter | null {
  const filter: ClientFilter = {
    ...(search === '' ? {} : { name: { contains: search } }),
    ...(plan === '' ? {} : { plan }),
    ...(group === '' ? {} : { groups: [group] }),
    ...(tag === '' ? {} : { tags: [tag] }),
    ...(state === '' ? {} : { suspended: state === 'suspended' }),
    ...(free === '' ? {} : { freeSeats: free === 'none' ? { lte: 0 } : free === 'few' ? { gte: 1, lte: 3 } : { gte: 1 } }),
  }
  return Object.keys(filter).length === 0 ? null : filter
}

/** `name` or `-name` in the address as a sorting of the table; anything unknown is by name. */
export function clientSorting(text: string): Sorting {
  const field = text.replace(/^-/, '')
  return { field: field in fields ? field : 'name', direction: text.startsWith('-') ? 'DESC' : 'ASC' }
}

export function clientOrder({ field, direction }: Sorting): ClientOrder {
  return { field: fields[field] ?? 'NAME', direction }
}

import type { EventFilter } from '../gql/graphql.js'

/** A filter of the log as it stands in the address. */
export interface LogFilter {
  client: string
  /** Id of a group of clients. */
  group: string
  /** Id of the account whose doings are wanted. */
  actor: string
  /** Id of the person or thing that it happened to. */
  subject: string
  categories: string[]
  code: string
  range: '' | '1h' | '24h' | '7d' | '30d' | 'custom'
  since: string
  until: string
}

const lengths = { '1h': 3_600_000, '24h': 86_400_000, '7d': 7 * 86_400_000, '30d': 30 * 86_400_000 }

/** What the server is asked for; times are half-open, a preset counts back from `now`. */
export function eventFilter(filter: LogFilter, now: number): EventFilter {
  const { range } = filter
  const since = range === 'custom' ? isoOf(filter.since) : range === '' ? undefined : new Date(now - lengths[range]).toISOString()
  const until = range === 'custom' ? isoOf(filter.until) : undefined
  return {
    ...(filter.client === '' ? {} : { clientId: filter.client }),
    ...(filter.group === '' ? {} : { groups: [filter.group] }),
    ...(filter.actor === '' ? {} : { actorId: filter.actor }),
    ...(filter.subject === '' ? {} : { subjectId: filter.subject }),
    ...(filter.categories.length === 0 ? {} : { categories: filter.categories }),
    ...(/^\d{1,6}$/.test(filter.code) ? { codes: [Number(filter.code)] } : {}),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  }
}

/** What of an event the filter looks at. */
interface Filtered {
  clientId?: string | null
  code: number
  category: string
  at: string
  actor: { id?: string | null }
  subject: { id?: string | null }
}

/** Whether a live event belongs into the list that the filter makes. @param within the clients of its groups */
export function passes(event: Filtered, filter: EventFilter, within: ReadonlySet<string> = new Set()): boolean {
  const { clientId, groups, actorId, subjectId, categories, codes, since, until } = filter
  return (groups == null || within.has(event.clientId ?? ''))
    && (clientId == null || event.clientId === clientId)
    && (actorId == null || event.actor.id === actorId)
    && (subjectId == null || event.subject.id === subjectId)
    && (categories == null || categories.includes(event.category))
    && (codes == null || codes.includes(event.code))
    && (since == null || event.at >= since)
    && (until == null || event.at < until)
}

/** The moment that a field of date and time holds, in the reader's time zone, as UTC; nothing when it is empty or wrong. */
function isoOf(local: string): string | undefined {
  const time = Date.parse(local)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}

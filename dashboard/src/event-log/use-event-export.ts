import type { UseExportReturn } from '../api/use-export.js'
import type { EventFilter } from '../gql/graphql.js'
import { deviceTypes } from '@wardroom/schema/events'
import { useApollo } from '../api/apollo.js'
import { useExport } from '../api/use-export.js'
import { EventRow_event } from '../event/event-row.js'
import { useSentences } from '../event/sentence.js'
import { getFragment, graphql } from '../gql/index.js'
import { eventsToCsv } from './event-csv.js'

const EventsExport = graphql(`
  query EventsExport($providerId: ID, $after: String, $filter: EventFilter) {
    events(providerId: $providerId, first: 200, after: $after, filter: $filter, order: NEWEST_FIRST) { pageInfo { hasNextPage endCursor } edges { node { ...EventRow_event } } }
  }
`)

/** All events of a filter as one CSV file. */
export function useEventExport(): Omit<UseExportReturn, 'start'> & {
  start: (providerId: string | null, filter: EventFilter, name: string) => Promise<void>
} {
  const apollo = useApollo()
  const { text } = useSentences()
  const { start, ...report } = useExport()

  return {
    ...report,
    start: (providerId, filter, name) => start({
      name,
      page: async after =>
        (await apollo.query({ query: EventsExport, variables: { providerId, after, filter }, fetchPolicy: 'no-cache' })).data?.events,
      write: nodes => eventsToCsv(getFragment(EventRow_event, nodes), text, type => deviceTypes[type] ?? String(type)),
    }),
  }
}

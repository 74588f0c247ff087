import type { Ref } from 'vue'
import type { EventFilter, EventRow_EventFragment } from '../gql/graphql.js'
import { deviceTypes } from '@wardroom/schema/events'
import { ref, shallowRef } from 'vue'
import { useApollo } from '../api/apollo.js'
import { EventRow_event } from '../event/event-row.js'
import { useSentences } from '../event/sentence.js'
import { getFragment, graphql } from '../gql/index.js'
import { asRefusal, Refusal } from '../lib/refusal.js'
import { saveFile } from '../lib/save-file.js'
import { eventsToCsv } from './event-csv.js'

const EventsExport = graphql(`
  query EventsExport($providerId: ID, $after: String, $filter: EventFilter) {
    events(providerId: $providerId, first: 200, after: $after, filter: $filter, order: NEWEST_FIRST) { pageInfo { hasNextPage endCursor } edges { node { ...EventRow_event } } }
  }
`)

/** Fetches all events of a filter, page by page, and hands them over as one CSV file. Cancelling hands over nothing. */
export function useEventExport(): {
  exporting: Readonly<Ref<boolean>>
  count: Readonly<Ref<number>>
  refusal: Readonly<Ref<Refusal | null>>
  start: (providerId: string | null, filter: EventFilter, name: string) => Promise<void>
  cancel: () => void
} {
  const apollo = useApollo()
  const { text } = useSentences()
  const exporting = ref(false)
  const count = ref(0)
  const refusal = shallowRef<Refusal | null>(null)
  let wanted = 0

  async function start(providerId: string | null, filter: EventFilter, name: string): Promise<void> {
    const mine = ++wanted
    exporting.value = true
    count.value = 0
    refusal.value = null
    const events: EventRow_EventFragment[] = []
    const seen = new Set<string>()
    try {
      let after: string | null | undefined
      do {
        const { data } = await apollo.query({ query: EventsExport, variables: { providerId, after, filter }, fetchPolicy: 'no-cache' })
        events.push(...getFragment(EventRow_event, data?.events.edges.map(({ node }) => node) ?? []))
        count.value = events.length
        after = data?.events.pageInfo.hasNextPage ? data.events.pageInfo.endCursor : null
        // A log ends: a place that was there before is none of it.
        if (after && seen.has(after))
          throw Refusal.local('INTERNAL')
        seen.add(after ?? '')
      } while (after && mine === wanted)
      // The mark tells spreadsheets that the file is UTF-8.
      if (mine === wanted)
        saveFile(name, 'text/csv', '\uFEFF', eventsToCsv(events, text, type => deviceTypes[type] ?? String(type)))
    }
    catch (error) {
      refusal.value = asRefusal(error)
    }
    finally {
      if (mine === wanted)
        exporting.value = false
    }
  }

  function cancel(): void {
    wanted++
    exporting.value = false
  }

  return { exporting, count, refusal, start, cancel }
}

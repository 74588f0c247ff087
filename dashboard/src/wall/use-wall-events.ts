import type { ShallowRef } from 'vue'
import type { EventRow_EventFragment } from '../gql/graphql.js'
import { readonly, shallowRef } from 'vue'
import { useApollo } from '../api/apollo.js'
import { EventRow_event } from '../event/event-row.js'
import { getFragment, graphql } from '../gql/index.js'

const WallEvents = graphql(`
  query WallEvents($providerId: ID, $since: DateTimeISO!) {
    events(providerId: $providerId, first: 200, order: NEWEST_FIRST, filter: { since: $since }) { edges { node { ...EventRow_event } } }
  }
`)

const maxEvents = 400
/** As far back as the chart reaches. */
const span = 30 * 60_000

export interface UseWallEventsReturn {
  /** The latest events, newest first. */
  events: Readonly<ShallowRef<readonly EventRow_EventFragment[]>>
  /** Loads those of the last half hour; a failure leaves what is shown. */
  load: () => void
  add: (fresh: readonly EventRow_EventFragment[]) => void
}

export function useWallEvents(providerId: () => string | null): UseWallEventsReturn {
  const apollo = useApollo()
  const events = shallowRef<readonly EventRow_EventFragment[]>([])

  async function ask(): Promise<void> {
    const since = new Date(Date.now() - span).toISOString()
    const { data } = await apollo.query({ query: WallEvents, variables: { providerId: providerId(), since }, fetchPolicy: 'no-cache' })
    events.value = getFragment(EventRow_event, data?.events.edges.map(({ node }) => node) ?? [])
  }

  return {
    events: readonly(events),
    load: () => void ask().catch(() => {}),
    add: fresh => events.value = [...[...fresh].reverse(), ...events.value].slice(0, maxEvents),
  }
}

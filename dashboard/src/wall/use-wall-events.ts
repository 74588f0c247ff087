import type { ShallowRef } from 'vue'
import type { EventRow_EventFragment } from '../gql/graphql.js'
import type { Refusal } from '../lib/refusal.js'
import { readonly, shallowRef } from 'vue'
import { useApollo } from '../api/apollo.js'
import { useAsking } from '../api/use-asking.js'
import { EventRow_event } from '../event/event-row.js'
import { getFragment, graphql } from '../gql/index.js'
import { asRefusal, isUnanswered } from '../lib/refusal.js'

const WallEvents = graphql(`
  query WallEvents($providerId: ID, $since: DateTimeISO!, $groups: [ID!]) {
    events(providerId: $providerId, first: 200, order: NEWEST_FIRST, filter: { since: $since, groups: $groups }) { edges { node { ...EventRow_event } } }
  }
`)

const maxEvents = 400
/** As far back as the chart reaches. */
const span = 30 * 60_000

export interface UseWallEventsReturn {
  /** The latest events, newest first. */
  events: Readonly<ShallowRef<readonly EventRow_EventFragment[]>>
  /** Why the last question for them has no answer. */
  refusal: Readonly<ShallowRef<Refusal | null>>
  /** Loads those of the last half hour; until there is an answer, what is shown stays. */
  load: () => Promise<void>
  add: (fresh: readonly EventRow_EventFragment[]) => void
}

export function useWallEvents(providerId: () => string | null, group: () => string): UseWallEventsReturn {
  const apollo = useApollo()
  const events = shallowRef<readonly EventRow_EventFragment[]>([])
  const refusal = shallowRef<Refusal | null>(null)

  const load = useAsking(async (context) => {
    const since = new Date(Date.now() - span).toISOString()
    try {
      const variables = { providerId: providerId(), since, groups: group() === '' ? null : [group()] }
      const { data } = await apollo.query({ query: WallEvents, variables, context, fetchPolicy: 'no-cache' })
      events.value = getFragment(EventRow_event, data?.events.edges.map(({ node }) => node) ?? [])
      refusal.value = null
    }
    catch (error) {
      refusal.value = asRefusal(error)
      if (isUnanswered(refusal.value))
        throw error
      // Who may not read the log is shown nothing of it.
      if (refusal.value.code === 'FORBIDDEN')
        events.value = []
    }
  })

  return {
    events: readonly(events),
    refusal: readonly(refusal),
    load,
    add: fresh => events.value = [...[...fresh].reverse(), ...events.value].slice(0, maxEvents),
  }
}

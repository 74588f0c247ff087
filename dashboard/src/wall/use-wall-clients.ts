import type { EventName } from '@wardroom/schema/events'
import type { ShallowRef } from 'vue'
import type { Asking } from '../api/use-asking.js'
import type { WallClientsQuery } from '../gql/graphql.js'
import type { LiveEvent } from '../live/use-feed.js'
import { onUnmounted, readonly, shallowRef } from 'vue'
import { useApollo } from '../api/apollo.js'
import { useAsking } from '../api/use-asking.js'
import { ClientRefresh } from '../client/client-row.js'
import { graphql } from '../gql/index.js'
import { asRefusal, isUnanswered, Refusal } from '../lib/refusal.js'
import { useDebounced } from '../lib/use-debounced.js'

const WallClients = graphql(`
  query WallClients($after: String, $filter: ClientFilter) {
    clients(first: 200, after: $after, filter: $filter, orderBy: { field: NAME, direction: ASC }) { pageInfo { hasNextPage endCursor } edges { node { id ...ClientRow_client } } }
  }
`)

/** A list of more than 20,000 clients has no end. */
const mostPages = 100

const gone = 'gone'
const unlinked: EventName = 'ProviderOrganization_Removed'

type WallClient = WallClientsQuery['clients']['edges'][number]['node']

export interface UseWallClientsReturn {
  clients: Readonly<ShallowRef<readonly WallClient[] | null>>
  refusal: Readonly<ShallowRef<Refusal | null>>
  /** Asks again for the clients that something happened to. */
  touch: (events: readonly LiveEvent[]) => void
  reload: () => Promise<void>
}

/**
 * All clients for the wall, or those of one group, exchanged as a whole so that no tile flickers. Those that something happened to are
 * asked for at once; all of them every half minute, since rates sink without an event.
 */
export function useWallClients(group: () => string): UseWallClientsReturn {
  const apollo = useApollo()
  const clients = shallowRef<readonly WallClient[] | null>(null)
  const refusal = shallowRef<Refusal | null>(null)
  let touched = new Set<string>()

  const reload = useAsking(async (context) => {
    try {
      const all: WallClient[] = []
      let after: string | null | undefined
      let pages = 0
      do {
        if (++pages > mostPages)
          throw Refusal.local('INTERNAL')
        const variables = { after, filter: group() === '' ? null : { groups: [group()] } }
        const { data } = await apollo.query({ query: WallClients, variables, context, fetchPolicy: 'no-cache' })
        all.push(...data?.clients.edges.map(({ node }) => node) ?? [])
        after = data?.clients.pageInfo.hasNextPage ? data.clients.pageInfo.endCursor : null
      } while (after)
      clients.value = all
      refusal.value = null
    }
    catch (error) {
      refusal.value = asRefusal(error)
      if (isUnanswered(refusal.value))
        throw error
    }
  })

  async function reloadSome(ids: readonly string[], context: Asking): Promise<void> {
    const fresh = await Promise.all(ids.map(async (id) => {
      const { data } = await apollo.query({ query: ClientRefresh, variables: { id }, context, fetchPolicy: 'no-cache' })
      return data?.client
    }))
    clients.value = clients.value?.map(client => fresh.find(other => other?.id === client.id) ?? client) ?? null
  }

  const refresh = useDebounced(useAsking(async (context) => {
    const ids = [...touched].filter(id => group() === '' || id === gone || clients.value?.some(client => client.id === id))
    touched = new Set()
    const known = new Set(clients.value?.map(({ id }) => id))
    // Of one group: whoever is not known is in none of its tiles, and comes with the next look at all.
    if (ids.length > 12 || ids.some(id => id === gone || (group() === '' && !known.has(id))))
      return reload()
    try {
      await reloadSome(ids, context)
    }
    catch (error) {
      if (!isUnanswered(asRefusal(error)))
        return reload()
      touched = new Set([...touched, ...ids])
      throw error
    }
  }), { pause: 200, maxWait: 700 })

  function touch(events: readonly LiveEvent[]): void {
    for (const { clientId, type } of events) {
      if (clientId)
        touched.add(type === unlinked ? gone : clientId)
    }
    if (touched.size > 0)
      refresh()
  }

  void reload()
  const timer = setInterval(() => void reload(), 30_000)
  onUnmounted(() => clearInterval(timer))
  return { clients: readonly(clients), refusal: readonly(refusal), touch, reload }
}

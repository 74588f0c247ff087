import type { ComputedRef, Ref } from 'vue'
import type { ClientReachQuery } from '../gql/graphql.js'
import type { List } from '../ui/list/list.js'
import { loadWhole } from '../api/load-whole.js'
import { useConnection } from '../api/use-connection.js'
import { graphql } from '../gql/index.js'
import { useRefetchOn } from '../live/use-refetch-on.js'

const ClientReach = graphql(`
  query ClientReach($id: ID!, $first: Int!, $after: String, $filter: UserFilter, $collectionIds: [ID!]!) {
    client(id: $id) {
      id
      users(first: $first, after: $after, filter: $filter, orderBy: { field: NAME, direction: ASC }) {
        totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id name email status collectionAccess(collectionIds: $collectionIds) } }
      }
    }
  }
`)

type Users = NonNullable<ClientReachQuery['client']['users']>
/** A person with what they reach of the collections that were asked for, in their order. */
export type Reacher = Users['edges'][number]['node']

/** More people are searched for. */
const mostPeople = 600

/** Who reaches which of some collections of a client. */
export function useReach(
  clientId: () => string,
  collectionIds: () => readonly string[],
  search: () => string,
): { people: ComputedRef<readonly Reacher[]>, total: ComputedRef<number | undefined>, list: List, asOf: Readonly<Ref<number | null>> } {
  const connection = useConnection(
    ClientReach,
    () => collectionIds().length === 0
      ? null
      : { id: clientId(), collectionIds: [...collectionIds()], filter: search() === '' ? null : { search: search() } },
    ({ client }) => client.users,
    () => search() !== '',
  )
  loadWhole(connection, mostPeople)
  const { nodes, total, list, asOf, reload } = connection
  useRefetchOn(({ clientId: id, category }) => id === clientId() && ['COLLECTION', 'GROUP', 'USER'].includes(category), reload)
  return { people: nodes, total, list, asOf }
}

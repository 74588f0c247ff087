import type { ComputedRef, Ref } from 'vue'
import type { ClientCollectionsQuery, CollectionRow_CollectionFragment } from '../gql/graphql.js'
import type { List } from '../ui/list/list.js'
import type { OpenedNames } from './use-opened-names.js'
import { computed } from 'vue'
import { loadWhole } from '../api/load-whole.js'
import { useConnection } from '../api/use-connection.js'
import { getFragment, graphql } from '../gql/index.js'
import { useI18n } from '../i18n/use-i18n.js'
import { useRefetchOn } from '../live/use-refetch-on.js'
import { CollectionRow_collection } from './collection-row.js'
import { useOpenedNames } from './use-opened-names.js'

const ClientCollections = graphql(`
  query ClientCollections($id: ID!, $first: Int!, $after: String) {
    client(id: $id) {
      id name viewerCanListUsers viewerCanCreateCollections viewerCanChangeCollectionSettings viewerCanChangeItemAccess
      collectionSettings { limitCollectionCreation limitCollectionDeletion limitItemDeletion allowAdminAccess providerItemAccess }
      collections(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id ...CollectionRow_collection } } }
    }
  }
`)

export type CollectionRow = CollectionRow_CollectionFragment

export interface Collections extends OpenedNames {
  client: ComputedRef<ClientCollectionsQuery['client'] | undefined>
  /** By name, as far as names are opened. */
  rows: ComputedRef<CollectionRow[]>
  list: List
  asOf: Readonly<Ref<number | null>>
  stale: ComputedRef<boolean>
  reload: () => Promise<void>
}

/** All collections of a client that the viewer sees: only this tab can sort and search them by name, so all are loaded. */
export function useCollections(clientId: () => string): Collections {
  const { locale } = useI18n()
  const connection = useConnection(
    ClientCollections,
    () => ({ id: clientId() }),
    ({ client }) => client.collections,
  )
  const { data, nodes, list, asOf, reload } = connection
  loadWhole(connection)
  const { lamp } = useRefetchOn(
    ({ clientId: id, category, type }) => id === clientId()
      && (category === 'COLLECTION' || category === 'GROUP'
        || type === 'OrganizationUser_UpdatedGroups' || type.startsWith('Organization_CollectionManagement')
        || type === 'Organization_ProviderItemAccessChanged'),
    reload,
  )
  const loaded = computed(() => getFragment(CollectionRow_collection, nodes.value))
  const names = useOpenedNames(clientId, () => loaded.value)
  const collator = computed(() => new Intl.Collator(locale.value, { numeric: true, sensitivity: 'base' }))
  return {
    ...names,
    client: computed(() => data.value?.client.id === clientId() ? data.value.client : undefined),
    rows: computed(() => loaded.value.toSorted((a, b) => collator.value.compare(names.nameOf(a), names.nameOf(b)))),
    list,
    asOf,
    stale: computed(() => lamp.value === 'stale'),
    reload,
  }
}

import type { ComputedRef, ShallowRef } from 'vue'
import type { Refusal } from '../lib/refusal.js'
import type { Holder } from './access.js'
import { computed } from 'vue'
import { useQuery } from '../api/use-query.js'
import { graphql } from '../gql/index.js'

const CollectionHolders = graphql(`
  query CollectionHolders($id: ID!) { node(id: $id) { ... on Collection { id userAccess { id name email access } groupAccess { id name access } } } }
`)
const OwnMembership = graphql(`query OwnMembership { viewer { clientMemberships { id email client { id } } } }`)

/** Who has access to a collection; to one that is not there yet whoever makes it, where they belong to the client. */
export function useAccessNow(
  clientId: () => string,
  collectionId: () => string | null,
): { holders: ComputedRef<Holder[]>, refusal: Readonly<ShallowRef<Refusal | null>> } {
  const { data, refusal } = useQuery(CollectionHolders, () => {
    const id = collectionId()
    return id === null ? null : { id }
  })
  const { data: own } = useQuery(OwnMembership, () => collectionId() === null ? {} : null)
  const given = computed(() => {
    const node = data.value?.node
    return node && 'userAccess' in node ? node : null
  })
  return {
    refusal,
    holders: computed(() => {
      const self = own.value?.viewer.clientMemberships.find(({ client }) => client.id === clientId())
      return collectionId() === null
        ? self ? [{ id: self.id, kind: 'PERSON', label: self.email, access: 'MANAGE' }] : []
        : [
            ...(given.value?.userAccess ?? []).map(({ id, name, email, access }): Holder =>
              ({ id, kind: 'PERSON', label: name ? `${name} · ${email}` : email ?? '', access })),
            ...(given.value?.groupAccess ?? []).map(({ id, name, access }): Holder => ({ id, kind: 'GROUP', label: name ?? '', access })),
          ]
    }),
  }
}

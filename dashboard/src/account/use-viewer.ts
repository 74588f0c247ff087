import type { ComputedRef, InjectionKey, Ref } from 'vue'
import type { ViewerQuery } from '../gql/graphql.js'
import type { Refusal } from '../lib/refusal.js'
import { computed, provide } from 'vue'
import { graphql } from '../gql/index.js'
import { required } from '../lib/inject.js'
import { useQuery } from '../lib/use-query.js'

const Viewer = graphql(`
  query Viewer {
    viewer {
      account { id email name }
      keys { publicKey }
      providerMemberships {
        id type status
        provider { id name clientCount viewerCanUpdate viewerCanCreateClient viewerCanManageUsers viewerCanReadProviderEvents viewerCanBuySeats viewerCanManageApiTokens }
      }
      clientMemberships { id role status client { id name } }
    }
  }
`)

type ViewerData = ViewerQuery['viewer']
export type ProviderMembership = ViewerData['providerMemberships'][number]

export interface ViewerReturn {
  viewer: ComputedRef<ViewerData | undefined>
  /** The provider this person works for: a confirmed membership if there is one. */
  membership: ComputedRef<ProviderMembership | undefined>
  /** The provider whose pages may be shown; absent for a client's own people and for those still waiting to be confirmed. */
  provider: ComputedRef<ProviderMembership['provider'] | undefined>
  refusal: Readonly<Ref<Refusal | null>>
  loading: Readonly<Ref<boolean>>
  refetch: () => Promise<void>
}

const viewerKey: InjectionKey<ViewerReturn> = Symbol('viewer')

/** Who is looking, asked once by the shell for all its pages. */
export function provideViewer(): ViewerReturn {
  const { data, refusal, loading, refetch } = useQuery(Viewer, () => ({}))
  const viewer = computed(() => data.value?.viewer)
  const membership = computed(() => viewer.value?.providerMemberships.find(({ status }) => status === 'CONFIRMED') ?? viewer.value?.providerMemberships[0])
  const provider = computed(() => membership.value?.status === 'CONFIRMED' ? membership.value.provider : undefined)
  const result = { viewer, membership, provider, refusal, loading, refetch: () => refetch() }
  provide(viewerKey, result)
  return result
}

export const useViewer = (): ViewerReturn => required(viewerKey)

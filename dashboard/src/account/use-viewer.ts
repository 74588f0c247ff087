import type { ComputedRef, InjectionKey, Ref } from 'vue'
import type { ViewerQuery } from '../gql/graphql.js'
import type { LiveEvent } from '../live/use-feed.js'
import { toBase64 } from '@wardroom/schema/sealing/bytes'
import { computed, provide, watch } from 'vue'
import { useQuery } from '../api/use-query.js'
import { graphql } from '../gql/index.js'
import { required } from '../lib/inject.js'
import { Refusal } from '../lib/refusal.js'
import { usePoll } from '../lib/use-poll.js'
import { feedKey } from '../live/use-feed.js'
import { useRefetchOn } from '../live/use-refetch-on.js'
import { useKeyring } from '../session/keyring.js'
import { useSession } from '../session/session.js'

const Viewer = graphql(`
  query Viewer {
    viewer {
      account { id email name }
      keys { publicKey }
      providerMemberships {
        id type status scope
        provider { id name viewerCanUpdate viewerCanCreateClient viewerCanManageUsers viewerCanReadProviderEvents viewerCanBuySeats viewerCanReadSeatPools viewerCanManageApiTokens }
      }
      clientMemberships { id role permissions status recoveryEnrolledAt client { id name policies { kind enabled autoEnrol } } }
      offDuty { providerName from }
      twoStepDemands { providerName clientName from }
      pendingMemberships { kind providerName clientName status since expiresAt }
    }
  }
`)

type ViewerData = ViewerQuery['viewer']
type ProviderMembership = ViewerData['providerMemberships'][number]

export interface ViewerReturn {
  viewer: ComputedRef<ViewerData | undefined>
  /** The provider this person works for: a confirmed membership if there is one. */
  membership: ComputedRef<ProviderMembership | undefined>
  /** The provider whose pages may be shown; absent for a client's own people and for those still waiting to be confirmed. */
  provider: ComputedRef<ProviderMembership['provider'] | undefined>
  /** Whether they belong anywhere: to a provider's team or to a client. Undefined until it is known. */
  member: ComputedRef<boolean | undefined>
  refusal: Readonly<Ref<Refusal | null>>
  loading: Readonly<Ref<boolean>>
  refetch: () => Promise<void>
}

const viewerKey: InjectionKey<ViewerReturn> = Symbol('viewer')

/** Who is looking, asked by the shell for all its pages, and again when the log tells of something that changes the answer. */
export function provideViewer(): ViewerReturn {
  const { data, refusal: refused, loading, refetch: ask } = useQuery(Viewer, () => ({}))
  const refetch = (): Promise<void> => ask()
  const viewer = computed(() => data.value?.viewer ?? undefined)
  /** An answer without a viewer is none. */
  const refusal = computed(() => refused.value ?? (data.value && !viewer.value ? Refusal.local('INTERNAL') : null))
  const membership = computed(() =>
    viewer.value?.providerMemberships.find(({ status }) => status === 'CONFIRMED') ?? viewer.value?.providerMemberships[0])
  const provider = computed(() => membership.value?.status === 'CONFIRMED' ? membership.value.provider : undefined)

  const member = computed(() =>
    viewer.value && (provider.value !== undefined || viewer.value.clientMemberships.some(({ status }) => status === 'CONFIRMED')))

  const { publicKey } = useKeyring()
  const session = useSession()
  watch([() => viewer.value?.keys?.publicKey, publicKey], ([told, own]) => {
    if (told && own && told !== toBase64(own.spki))
      void session.abort(Refusal.local('OWN_KEY_REPLACED'))
  }, { immediate: true })

  const own = computed(() => new Set(
    [viewer.value?.account, ...viewer.value?.providerMemberships ?? [], ...viewer.value?.clientMemberships ?? []].map(one => one?.id),
  ))
  const aboutOwn = new Set(['PROVIDER_USER', 'USER', 'ACCOUNT'])
  const concerns = ({ category, subject }: LiveEvent): boolean =>
    category === 'PROVIDER' || (aboutOwn.has(category) && own.value.has(subject.id ?? ''))
  useRefetchOn(concerns, refetch)
  // Who was removed hears no more of it than that the log is closed.
  const { state } = required(feedKey)
  watch(() => state.value.refused, refused => refused && refetch())
  // Who waits to be confirmed, or may not read the provider's own events, hears of none that changes the answer.
  usePoll(refetch, () => viewer.value !== undefined && provider.value?.viewerCanReadProviderEvents !== true)

  const result = { viewer, membership, provider, member, refusal, loading, refetch }
  provide(viewerKey, result)
  return result
}

export const useViewer = (): ViewerReturn => required(viewerKey)

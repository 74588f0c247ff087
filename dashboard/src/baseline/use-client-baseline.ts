import type { ComputedRef, ShallowRef } from 'vue'
import type { ClientBaselineQuery } from '../gql/graphql.js'
import type { Refusal } from '../lib/refusal.js'
import type { LiveEvent } from '../live/use-feed.js'
import type { Baseline } from './baseline-row.js'
import { computed } from 'vue'
import { useViewer } from '../account/use-viewer.js'
import { useQuery } from '../api/use-query.js'
import { getFragment, graphql } from '../gql/index.js'
import { usePoll } from '../lib/use-poll.js'
import { useRefetchOn } from '../live/use-refetch-on.js'
import { BaselineRow_baseline, settingNames } from './baseline-row.js'
import { useBaselineText } from './use-baseline-text.js'

const ClientBaseline = graphql(`
  query ClientBaseline($id: ID!) {
    client(id: $id) {
      id name viewerCanBringToBaseline
      baseline { id ...BaselineRow_baseline }
      baselineDrift { policies settings }
      policies {
        kind enabled autoEnrol holdsFrom changedAt
        rules { minComplexity minLength requireLower requireUpper requireNumbers requireSpecial enforceOnLogin }
        enforcement { begunAt people revoked finishedAt }
      }
      collectionSettings { limitCollectionCreation limitCollectionDeletion limitItemDeletion allowAdminAccess providerItemAccess }
    }
  }
`)

/** One thing that a baseline wants, beside what is so. */
export interface Line {
  id: string
  name: string
  wanted: string
  present: string
  differs: boolean
}

export interface UseClientBaselineReturn {
  client: ComputedRef<ClientBaselineQuery['client'] | undefined>
  baseline: ComputedRef<Baseline | undefined>
  /** All that its baseline wants; what differs first. */
  lines: ComputedRef<Line[]>
  /** Policies that would be turned on. */
  turnedOn: ComputedRef<Baseline['policies'][number]['kind'][]>
  refusal: Readonly<ShallowRef<Refusal | null>>
  refetch: () => Promise<unknown>
}

const about = new Set(['CLIENT', 'COLLECTION', 'POLICY'])
const shared = new Set(['BASELINE', 'CLIENT_GROUP'])

/** What a client's baseline wants and the client has, as both change. */
export function useClientBaseline(id: () => string): UseClientBaselineReturn {
  const { nameOf, switched, wanted, present } = useBaselineText()
  const { provider: mine } = useViewer()
  const { data, refusal, refetch } = useQuery(ClientBaseline, () => ({ id: id() }))
  const concerns = ({ kind, id: subject }: LiveEvent['subject']): boolean => subject === id() || (kind !== null && shared.has(kind))
  useRefetchOn(({ clientId, subject, category }) => about.has(category) && (clientId === id() || concerns(subject)), refetch)
  usePoll(refetch, () => mine.value?.viewerCanReadProviderEvents === false)
  const client = computed(() => data.value?.client)
  const baseline = computed(() => client.value?.baseline ? getFragment(BaselineRow_baseline, client.value.baseline) : undefined)
  const drift = computed(() => client.value?.baselineDrift)

  const policies = computed(() => (baseline.value?.policies ?? []).map((policy): Line => ({
    id: policy.kind,
    name: nameOf(policy.kind),
    wanted: wanted(policy),
    present: present(client.value?.policies.find(({ kind }) => kind === policy.kind)),
    differs: drift.value?.policies.includes(policy.kind) ?? false,
  })))
  const settings = computed(() => settingNames.flatMap((name): Line[] => {
    const wish = baseline.value?.settings[name]
    const is = client.value?.collectionSettings[name]
    if (wish == null || is === undefined)
      return []
    const differs = drift.value?.settings.includes(name) ?? false
    return [{ id: name, name: nameOf(name), wanted: switched(wish), present: switched(is), differs }]
  }))

  return {
    client,
    baseline,
    lines: computed(() => [...policies.value, ...settings.value].sort((a, b) => Number(b.differs) - Number(a.differs))),
    turnedOn: computed(() => (drift.value?.policies ?? []).filter(kind =>
      baseline.value?.policies.some(policy => policy.kind === kind && policy.enabled)
      && !client.value?.policies.some(policy => policy.kind === kind && policy.enabled))),
    refusal,
    refetch,
  }
}

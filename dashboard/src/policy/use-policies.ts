import type { ComputedRef, ShallowRef } from 'vue'
import type { ClientPoliciesQuery, PolicyKind } from '../gql/graphql.js'
import type { Refusal } from '../lib/refusal.js'
import { computed } from 'vue'
import { useQuery } from '../api/use-query.js'
import { graphql } from '../gql/index.js'
import { useRefetchOn } from '../live/use-refetch-on.js'
import { changesSignIn } from '../user/sign-in-events.js'

const ClientPolicies = graphql(`
  query ClientPolicies($id: ID!) {
    client(id: $id) {
      id name plan viewerCanChangePolicies
      policies {
        kind enabled autoEnrol holdsFrom changedAt
        rules { minComplexity minLength requireLower requireUpper requireNumbers requireSpecial enforceOnLogin }
        enforcement { begunAt people revoked finishedAt }
      }
      lacking: policyWouldRevokeCount(kind: TWO_STEP_LOGIN)
    }
  }
`)

type Made = ClientPoliciesQuery['client']['policies'][number]
export type PolicyState = Omit<Made, 'changedAt' | '__typename'> & { changedAt: string | null }

const kinds = ['TWO_STEP_LOGIN', 'MASTER_PASSWORD', 'SINGLE_ORGANIZATION', 'ACCOUNT_RECOVERY'] as const satisfies PolicyKind[]

/** Those that revoke whom they do not allow. */
export type RevokingPolicy = 'TWO_STEP_LOGIN' | 'SINGLE_ORGANIZATION'
export const revokes = (kind: PolicyKind): kind is RevokingPolicy => kind === 'TWO_STEP_LOGIN' || kind === 'SINGLE_ORGANIZATION'

/** Of people who come, go, or are revoked. */
const about = new Set(['USER', 'POLICY'])

export interface UsePoliciesReturn {
  client: ComputedRef<ClientPoliciesQuery['client'] | undefined>
  /** Every policy there is; one that was never made is off. */
  policies: ComputedRef<PolicyState[]>
  refusal: Readonly<ShallowRef<Refusal | null>>
  refetch: () => Promise<unknown>
}

/** How a client's policies stand, as they change. */
export function usePolicies(id: () => string): UsePoliciesReturn {
  const { data, refusal, refetch } = useQuery(ClientPolicies, () => ({ id: id() }))
  const client = computed(() => data.value?.client)
  const policies = computed(() => kinds.map((kind): PolicyState => client.value?.policies.find(one => one.kind === kind)
    ?? { kind, enabled: false, autoEnrol: false, holdsFrom: null, changedAt: null, rules: null, enforcement: null }))
  useRefetchOn(({ clientId, category, type }) => clientId === id() && (about.has(category) || changesSignIn(type)), refetch)
  return { client, policies, refusal, refetch }
}

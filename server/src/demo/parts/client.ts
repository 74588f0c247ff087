import { managerAt } from '../history/manager-at.js'
import type { Past } from '../history/record-history.js'
import { creationLimitedFrom } from '../people/collections.js'
import type { Company } from '../people/company.js'
import type { Keyring } from '../people/keys.js'
import type { Population } from '../people/population.js'
import { stepsOf } from '../simulator/step.js'
import type { Situation, Weighted } from '../simulator/step.js'
import type { Row } from '../store/insert.js'
import { tagsOf } from './client-group.js'
import type { DemoPart } from './part.js'

export const client: DemoPart = {
  rows: (population, keyring) => [{ table: 'client', rows: population.companies.map(company => rowOf(company, population, keyring)) }],
  history: { client: recordClient },
  steps: stepsOf({
    fields: 'name',
    possible: possibleClientSteps,
    right: 'owner',
    async take({ name }, actor, { clientId }) {
      await actor.query('mutation ($clientId: ID!, $name: String!) { renameClient(id: $clientId, name: $name) { id } }', { clientId, name })
      return true
    },
  }),
}

function rowOf(company: Company, { provider, team: { founder } }: Population, { clients }: Keyring): Row {
  const { id, createdAt, suspendedAt, blueprint: { name, plan, seats, suspended } } = company
  const { publicKey, wrappedPrivateKey, providerKey, keyBinding } = clients.get(company)!
  return {
    provider_id: provider.id,
    id,
    name,
    plan,
    seats: seats.now,
    auto_grow_ceiling: seats.autoGrowCeiling ?? null,
    public_key: publicKey,
    wrapped_private_key: wrappedPrivateKey,
    provider_key: providerKey,
    key_binding: keyBinding,
    tags: tagsOf(company),
    created_at: createdAt,
    limit_collection_creation: creationLimitedFrom(company) !== undefined,
    suspended: suspended !== undefined,
    suspended_at: suspendedAt ?? null,
    suspended_by: suspended ? founder.name : null,
    suspension_reason: suspended?.reason ?? null,
  }
}

/** How a client was taken on, renamed and suspended. */
function recordClient(past: Past, company: Company): void {
  const { events, team } = past
  const { createdAt, renamedAt, suspendedAt, blueprint: { plan, seats: { first: seats }, formerly, suspended, name } } = company
  const about = (at: Date) => ({ client: company.forEvent(at), subject: { kind: 'CLIENT', ...company.forEvent(at) } as const, at })
  events.record('ProviderOrganization_Created', { ...about(createdAt), actor: team.founder.actor() }, { plan, seats })
  if (formerly && renamedAt)
    events.record('Organization_Updated', { ...about(renamedAt), actor: managerAt(past, company, renamedAt) }, { name, was: formerly.name })
  if (suspended && suspendedAt)
    events.record('Organization_Suspended', { ...about(suspendedAt), actor: team.founder.actor() }, { reason: suspended.reason })
}

/** Back and forth between its two names; a name that somebody else gave it is left alone. */
export function possibleClientSteps(
  { name }: { name: string },
  { blueprint: { alias, name: original } }: Situation,
): Array<Weighted<{ kind: 'rename', name: string }>> {
  if (!alias || (name !== original && name !== alias))
    return []
  return [[{ kind: 'rename', name: name === original ? alias : original }, 0.04]]
}

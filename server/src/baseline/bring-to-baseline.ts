import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import { changeCollectionSettings } from '../collection/change-settings.js'
import { after, day } from '../lib/clock.js'
import { Refused } from '../lib/refused.js'
import { Policy } from '../policy/policy.js'
import { setPolicy } from '../policy/set-policy.js'
import type { Services } from '../request/services.js'
import type { Transaction } from '../transaction/transaction.js'
import { Baseline } from './baseline.js'
import { driftOf } from './drift.js'

const firstOf = `select t.id from client_group_member m
  join baseline_client_group b on b.client_group_id = m.client_group_id join baseline t on t.id = b.baseline_id
  where m.client_id = ? order by t.position, t.created_at, t.id limit 1`

/** What it takes of somebody. */
export const mayBring = ['policy:change', 'collectionSettings:change', 'client:readGroups'] as const

/**
 * Each difference goes through the verb that anybody would use for it, with its rights, refusals, effects and events; all of them or none.
 * Errors: those of setPolicy and changeCollectionSettings, and CONFLICT where the client has no baseline, or another than was shown.
 */
export async function bringToBaseline(
  tx: Transaction,
  viewer: Viewer,
  { clientId, baselineId, revisedAt }: { clientId: string, baselineId: string, revisedAt: Date },
  services: Pick<Services, 'limiter'>,
): Promise<Client> {
  const [first, ...others] = mayBring
  const client = await viewer.reach(Client, clientId, first, { lock: true })
  for (const permission of others)
    viewer.require(permission, client.tenant())
  const [row] = await tx.em.execute<Array<{ id: string }>>(firstOf, [client.id])
  const baseline = row && await tx.em.findOne(Baseline, { id: row.id })
  if (!baseline || baseline.id !== baselineId || baseline.revisedAt.getTime() !== revisedAt.getTime())
    throw new Refused('CONFLICT', 'What this client is to be like has changed; look at the differences again.')
  const policies = await tx.em.find(Policy, { clientId: client.id })
  const drift = driftOf(baseline.content, { ...settingsOf(client), policies })
  for (const { kind, enabled, autoEnrol, graceDays, rules } of drift.policies) {
    const holdsFrom = graceDays ? after(tx.now, graceDays * day) : null
    await setPolicy(tx, viewer, { clientId: client.id, kind, enabled, autoEnrol, rules, holdsFrom }, services)
    await tx.em.flush() // the next one looks for what it needs
  }
  const settings = Object.fromEntries(drift.settings.map(name => [name, baseline.content.settings[name]]))
  await changeCollectionSettings(tx, viewer, { clientId: client.id, ...settings })
  const changed = [...drift.policies.map(({ kind }) => kind), ...drift.settings]
  if (changed.length) {
    const about = { providerId: client.providerId, subject: { kind: 'CLIENT', id: client.id, name: client.name } as const }
    // In the provider's own log: baselines are its affair.
    const told = { baseline: baseline.name, changed }
    await tx.reaching(client.providerId, () => Promise.resolve(tx.record('Organization_BroughtToBaseline', about, told)))
  }
  return client
}

function settingsOf({ limitCollectionCreation, limitCollectionDeletion, limitItemDeletion, allowAdminAccess }: Client) {
  return { limitCollectionCreation, limitCollectionDeletion, limitItemDeletion, allowAdminAccess }
}

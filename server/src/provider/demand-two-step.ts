import type { Viewer } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import type { Transaction } from '../transaction/transaction.js'
import { Provider } from './provider.js'

/** Whoever demands it has it: nobody locks themself out. */
export async function demandTwoStep(tx: Transaction, viewer: Viewer, id: string, from: Date | null): Promise<Provider> {
  const { accountId } = viewer.requirePerson()
  const provider = await viewer.reach(Provider, id, 'provider:demandTwoStep', { lock: true })
  const [own] = await tx.em.execute<Array<{ missing: boolean }>>(
    'select two_step_since is null missing from provider_user where provider_id = ? and account_id = ?',
    [id, accountId],
  )
  if (from && own?.missing)
    throw new Refused('TWO_STEP_MISSING')
  const was = provider.twoStepRequiredFrom
  provider.twoStepRequiredFrom = from && new Date(Math.max(from.getTime(), tx.now.getTime()))
  tx.record('Provider_TwoStepDemanded', { providerId: id, subject: { kind: 'PROVIDER', id, name: provider.name } }, {
    from: provider.twoStepRequiredFrom?.toISOString() ?? null,
    was: was?.toISOString() ?? null,
  })
  return provider
}

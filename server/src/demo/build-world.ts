import type { Services } from '../request/services.js'
import { recordHistory } from './history/record-history.js'
import { parts } from './parts/parts.js'
import { makeKeys } from './people/keys.js'
import { populate } from './people/population.js'
import { Random } from './people/random.js'
import { deleteOrphanedAccounts, insertAccounts } from './store/accounts.js'
import { insertEvents, insertRows } from './store/insert.js'
import { insertProvider } from './store/provider.js'

const seed = 20_260_901

/**
 * Makes the demo world in an empty installation, in one transaction, so that there is never half a world: the log first, while the
 * runtime's threads make everybody's keys, then the rows that need them.
 * @throws what went wrong, or the signal's reason; then the installation is as empty as before
 */
export async function buildWorld(
  { database: { system, write }, secrets, tail, clock }: Services,
  stopping: AbortSignal,
): Promise<{ events: number }> {
  const now = clock()
  const random = new Random(seed)
  const population = populate(now, random)
  const { provider, team } = population
  const failing = new AbortController()
  const signal = AbortSignal.any([stopping, failing.signal])
  const keys = makeKeys(population, secrets.pepper, signal)
  keys.catch(() => {}) // thrown below, where it is awaited
  try {
    const events = await write({ actor: team.founder.accountId, providers: [provider.id], clients: [] }, async (em) => {
      // A busy machine takes its time, above all for the keys.
      await em.execute(`select set_config('idle_in_transaction_session_timeout', '0', true), set_config('statement_timeout', '30s', true)`)
      await insertProvider(em, population)
      const events = recordHistory(parts.flatMap(({ history }) => history ?? []), population, now, random)
      await insertEvents(em, events, signal)
      const keyring = await keys
      await deleteOrphanedAccounts(system)
      await insertAccounts(system, keyring, secrets.atRestKey, now)
      for (const table of parts.flatMap(({ rows }) => rows?.(population, keyring) ?? []))
        await insertRows(em, table)
      return events.length
    })
    tail.committed(provider.id)
    return { events }
  }
  catch (error) {
    failing.abort()
    await keys.catch(() => {})
    await deleteOrphanedAccounts(system).catch(() => {})
    throw error
  }
}

import type { EntityManager } from '@mikro-orm/postgresql'
import type pg from 'pg'
import { appendStatements } from '../event/append.js'
import type { EventContent } from '../event/canonical.js'
import type { Services } from '../request/services.js'
import { historyOf } from './history/history.js'
import { makeKeys } from './people/keys.js'
import { populate } from './people/population.js'
import { Random } from './random.js'
import { accountRows, providerRow, tenantRows } from './store/rows.js'
import type { Row } from './store/rows.js'

const seed = 20_260_901
const rowsAtOnce = 100
const eventsAtOnce = 250

/**
 * Makes the demo world in an empty installation, in one transaction, so that there is never half a world: the log first, while the
 * runtime's threads make everybody's keys, then the rows that need them. Accounts, which no tenant's transaction may write, go beside it.
 * @throws what went wrong, or the signal's reason; then the installation is as empty as before
 */
export async function buildWorld({ database: { system, write }, secrets, tail, clock }: Services, stopping: AbortSignal): Promise<{ events: number }> {
  const now = clock()
  const random = new Random(seed)
  const population = populate(now, random)
  const { provider, team } = population
  const failing = new AbortController()
  const signal = AbortSignal.any([stopping, failing.signal])
  const keys = makeKeys(population, secrets.pepper, signal)
  keys.catch(() => {}) // told below, where it is waited for
  try {
    const events = await write({ actor: team.founder.accountId, providers: [provider.id], clients: [] }, async (em) => {
      // A busy machine takes its time, above all for the keys.
      await em.execute(`select set_config('idle_in_transaction_session_timeout', '0', true), set_config('statement_timeout', '30s', true)`)
      await insert(em, 'provider', [providerRow(population)])
      await em.execute('insert into event_head (provider_id) values (?)', [provider.id])
      const events = historyOf(population, now, random)
      await append(em, events, signal)
      const keyring = await keys
      await forgetAccounts(system)
      await insert({ execute: (text, values) => system.query(text.replace('?', () => '$1'), values) }, 'account', accountRows(keyring))
      for (const [table, rows] of tenantRows(population, keyring))
        await insert(em, table, rows)
      return events.length
    })
    tail.committed(provider.id)
    return { events }
  }
  catch (error) {
    failing.abort()
    await keys.catch(() => {})
    await forgetAccounts(system).catch(() => {})
    throw error
  }
}

/** Where there is no provider, an account is what a crash left of another attempt. */
async function forgetAccounts(system: pg.Pool): Promise<void> {
  await system.query('delete from account where not exists (select from provider)')
}

async function append(em: Pick<EntityManager, 'execute'>, events: readonly EventContent[], signal: AbortSignal): Promise<void> {
  for (const batch of chunks(events, eventsAtOnce)) {
    signal.throwIfAborted()
    for (const { providerId, entries } of appendStatements(batch))
      await em.execute('select append_events(?, ?::jsonb)', [providerId, entries])
  }
}

/** Many rows that have the same columns. */
async function insert(db: { execute: (text: string, values: string[]) => Promise<unknown> }, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0]!).join(', ')
  for (const some of chunks(rows, rowsAtOnce))
    await db.execute(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, ?::jsonb)`, [JSON.stringify(some)])
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, nth) => list.slice(nth * size, (nth + 1) * size))
}

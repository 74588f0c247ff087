import { loadSecrets } from '@wardroom/server/config/secrets'
import pg from 'pg'
import { expect, inject, vi } from 'vitest'
import type { Caller } from '../testkit/person.js'
import type { World } from '../testkit/world.js'

interface Sent {
  /** Of its transaction: read only, and with the tenants of the caller. */
  begin: string
  text: string
  values: readonly unknown[]
}

interface Plan {
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Join Filter'?: number
  'Rows Removed by Index Recheck'?: number
  'Plans'?: Plan[]
}

/**
 * How many rows the lists of a document read only to throw them away, as the role of the server plans them: for the values of this time
 * (`custom`), and as a connection plans once and for all what it has prepared (`generic`).
 */
export async function thrownAway(world: World, by: Caller, document: string): Promise<{ custom: number, generic: number }> {
  const sent = await listsOf(by, document)
  expect(sent.length).toBeGreaterThan(0)
  const app = await asApp(world)
  await app.query('set plan_cache_mode = force_generic_plan')
  const thrown = { custom: 0, generic: 0 }
  for (const { begin, text, values } of sent) {
    await app.query(begin)
    thrown.custom = Math.max(thrown.custom, await explain(app, text, [...values]))
    await app.query(`prepare list as ${text}`)
    thrown.generic = Math.max(thrown.generic, await explain(app, `execute list (${values.map(literal).join()})`))
    await app.query('rollback; deallocate list')
  }
  await app.end()
  return thrown
}

async function listsOf(by: Caller, document: string): Promise<Sent[]> {
  const sent: Sent[] = []
  const begun = new WeakMap<pg.Client, string>()
  const { query: send } = pg.Client.prototype
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const [statement] = args as [string | Partial<pg.QueryConfig>]
    if (typeof statement === 'string' && statement.startsWith('begin read only'))
      begun.set(this, statement)
    else if (typeof statement === 'object' && /^\s*select\b.*(?:"order"|"e"\."seq")/s.test(statement.text ?? ''))
      sent.push({ begin: begun.get(this)!, text: statement.text!, values: statement.values! })
    return (send as (...args: unknown[]) => unknown).apply(this, args)
  })
  await by.do(document).finally(() => spy.mockRestore())
  return sent
}

async function asApp({ ownerUrl }: World): Promise<pg.Client> {
  const url = new URL(ownerUrl)
  url.username = 'wardroom_app'
  url.password = (await loadSecrets(inject('secretsDir'))).rolePassword('wardroom_app')
  const app = new pg.Client({ connectionString: url.href })
  await app.connect()
  return app
}

async function explain(app: pg.Client, statement: string, values?: unknown[]): Promise<number> {
  const { rows } = await app.query<{ 'QUERY PLAN': Array<{ Plan: Plan }> }>(`explain (analyze, format json) ${statement}`, values)
  return mostIn(rows[0]!['QUERY PLAN'][0]!.Plan)
}

function mostIn(plan: Plan): number {
  const removed = ['Rows Removed by Filter', 'Rows Removed by Join Filter', 'Rows Removed by Index Recheck'] as const
  const here = removed.reduce((sum, how) => sum + (plan[how] ?? 0), 0) * plan['Actual Loops']
  return Math.max(here, ...(plan.Plans ?? []).map(mostIn))
}

function literal(value: unknown): string {
  if (value === null)
    return 'null'
  if (Array.isArray(value))
    return pg.escapeLiteral(`{${value.map(one => JSON.stringify(one)).join()}}`)
  return pg.escapeLiteral(value instanceof Date ? value.toISOString() : String(value))
}

import { appendStatements } from '../../event/append.js'
import type { EventContent } from '../../event/canonical.js'

/** A row as its table has it (migrations). */
export type Row = Record<string, unknown>

export interface TableRows {
  table: string
  rows: readonly Row[]
}

export interface Executor {
  execute: (text: string, values: string[]) => Promise<unknown>
}

const rowsAtOnce = 100
const eventsAtOnce = 250

/**
 * Many rows that have the same columns. The past is written by its rows and events, not by the verbs: those act now, for a viewer, one
 * change a transaction, and ninety days of them would take an hour instead of seconds. What the simulator does goes through the API.
 */
export async function insertRows(db: Executor, { table, rows }: TableRows): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ')
  for (const chunk of chunksOf(rows, rowsAtOnce)) {
    await db.execute(
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, ?::jsonb)`,
      [JSON.stringify(chunk)],
    )
  }
}

/** @throws the signal's reason */
export async function insertEvents(db: Executor, events: readonly EventContent[], signal: AbortSignal): Promise<void> {
  for (const chunk of chunksOf(events, eventsAtOnce)) {
    signal.throwIfAborted()
    for (const { providerId, entries } of appendStatements(chunk))
      await db.execute('select append_events(?, ?::jsonb)', [providerId, entries])
  }
}

function chunksOf<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, nth) => list.slice(nth * size, (nth + 1) * size))
}

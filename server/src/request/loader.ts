import DataLoader from 'dataloader'
import type { Context, Loader } from './context.js'

/** @param read one value per key, in the order of the keys, by one statement. */
export function loader<Key, Value>(
  read: (keys: readonly Key[], context: Context) => Promise<Value[]>,
  keyOf?: (key: Key) => string,
): Loader<Key, Value> {
  return context => keyOf
    ? new DataLoader<Key, Value, string>(keys => read(keys, context), { cacheKeyFn: keyOf })
    : new DataLoader<Key, Value>(keys => read(keys, context))
}

/** Rows in the order of the ids they were asked by; null where there is none. */
export function inOrder<Row extends { id: string }>(ids: readonly string[], rows: readonly Row[]): Array<Row | null> {
  const found = new Map(rows.map(row => [row.id, row]))
  return ids.map(id => found.get(id) ?? null)
}

/** The rows that exist. */
export async function present<Value>(values: ReadonlyArray<Promise<Value | null>>): Promise<Value[]> {
  return (await Promise.all(values)).filter(value => value !== null)
}

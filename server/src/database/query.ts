import { createHash } from 'node:crypto'
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely'
import type { CompiledQuery, Dialect } from 'kysely'
import type { SnakeCase } from '@mikro-orm/postgresql'
import { LRUCache } from 'lru-cache'
import type { Statement } from './database.js'

/** Every feature adds its tables by augmenting this interface with `InferKyselyTable` of its entities. */
export interface Tables {}

/** Outside of `database.read` a statement would know no tenant. */
class NoConnection extends DummyDriver {
  override acquireConnection(): never {
    throw new Error('a query is only written here; send it with database.read')
  }
}

const writing: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new NoConnection(),
  createIntrospector: db => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
}

/** Writes SQL that is checked against the entities, and sends none. */
export const query = new Kysely<Tables>({ dialect: writing })

/** To compare an id with several: `where('c.id', '=', anyOf(ids))`; one shape, however many there are. */
export function anyOf(ids: readonly string[]) {
  return sql<string>`any(${ids}::uuid[])`
}

const uuid = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'

/** Those of several texts of a filter that are ids: `where id = any(${uuids(texts)})`. */
export function uuids(texts: readonly string[]) {
  return sql`array(select lower(g)::uuid from unnest(${texts}::text[]) g where lower(g) ~ ${sql.lit(uuid)})`
}

/** How Kysely selects a column under the name of its property. */
export type Selected<Alias extends string, Name extends string> = Name extends string ? `${Alias}.${SnakeCase<Name>} as ${Name}` : never

export function select<Alias extends string, Name extends string>(alias: Alias, names: readonly Name[]): Array<Selected<Alias, Name>> {
  return names.map(name => `${alias}.${name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)} as ${name}` as Selected<Alias, Name>)
}

/** Stands in a query for a value that comes when the statement is sent. */
class Placeholder {
  constructor(readonly place: number) {}
}

interface Written {
  name: string
  text: string
  parameters: readonly unknown[]
}

/** What was written for shapes that came, of all statements; bounded by the length of the texts. */
const written = new LRUCache<string, Written>({ maxSize: 8 * 1024 * 1024, sizeCalculation: ({ text }, key) => text.length + key.length })
let statements = 0

/**
 * A statement that is written once for each of its shapes: writing takes longer than answering. The text depends on `shape` and on which
 * members of `values` are there (not null), never on what they are; `build` must not look at a value.
 */
export function statement<Row, Values extends object, Shape = undefined>(
  build: (values: Values, shape: Shape) => { compile: () => CompiledQuery<Row> },
): (values: Values, ...shape: Shape extends undefined ? [] : [Shape]) => Statement<Row> {
  const number = statements++
  const write = (key: string, values: Values, shape: Shape): Written => {
    const { sql, parameters } = build(withPlaceholders(values) as Values, shape).compile()
    const statement = { name: createHash('sha1').update(sql).digest('base64url'), text: sql, parameters }
    written.set(key, statement)
    return statement
  }
  return (values, ...[shape]) => {
    const names: string[] = []
    const given: unknown[] = []
    eachLeaf(values, (name, value) => {
      names.push(name)
      given.push(value)
    })
    const key = `${number} ${names.join()} ${JSON.stringify(shape)}`
    const { name, text, parameters } = written.get(key) ?? write(key, values, shape as Shape)
    return { name, text, values: parameters.map(value => value instanceof Placeholder ? given[value.place] : value) }
  }
}

function withPlaceholders(values: object): object {
  let place = 0
  const copy = (of: object): object => Object.fromEntries(Object.entries(of).filter(([, value]) => value != null)
    .map(([name, value]: [string, unknown]) => [name, isGroup(value) ? copy(value) : new Placeholder(place++)]))
  return copy(values)
}

function eachLeaf(values: object, visit: (name: string, value: unknown) => void, within = ''): void {
  for (const [name, value] of Object.entries(values) as Array<[string, unknown]>) {
    if (isGroup(value))
      eachLeaf(value, visit, `${within}${name}.`)
    else if (value != null)
      visit(within + name, value)
  }
}

/** Members of a filter that are filters themselves; lists and dates are values. */
function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { Direction } from '../../lib/filter.js'
import { query, statement } from '../query.js'
import type { Tables } from '../query.js'
import type { Member } from './filter.js'
import type { Order, Ordering } from './order.js'

type Sql = RawBuilder<unknown>

/** What of a list's declaration its statements need. */
interface Declared<Wanted> {
  table: keyof Tables
  columns: (wanted: Wanted) => readonly string[]
  filters: Record<string, Member<never>>
  orders: Record<string, Order>
  beside?: (wanted: Wanted) => Sql[]
}

/** Where a page is cut from: everything of one provider, of all that somebody reaches, or of each of several parents. */
export type Scope = { kind: 'one', provider: string }
  | { kind: 'several', providers: readonly string[], clients: readonly string[] }
  | { kind: 'within', column: string, parents: readonly string[] }
/** A row of a page with what its cursor needs. */
export type Cut<Row> = Row & { id: string, sortKey: string, order: unknown, parent?: string }

interface PageValues<Filter> {
  filter: Filter
  after: { key: string, id: string } | null
  limit: number
  provider: string | null
  providers: readonly string[] | null
  clients: readonly string[] | null
  parents: readonly string[] | null
}

interface PageShape<OrderField, Wanted> extends Ordering<OrderField> {
  scope: Scope['kind']
  parent: string | null
  wanted: Wanted
}

interface CountValues<Filter> {
  filter: Filter
  providers: readonly string[] | null
  clients: readonly string[] | null
  parent: string | null
}

const column = (name: string, alias = 't') => sql.ref(`${alias}.${name}`)

/** The two statements of a list: a page along an index, with what hangs on its rows added after, and the count of all pages. */
export function statementsOf<Row extends { id: string }, Wanted, Filter extends object, OrderField extends string>(
  { table, filters, orders, columns, beside: hangingOn }: Declared<Wanted>,
) {
  const clientId = column(table === 'client' ? 'id' : 'client_id')

  function conditions(filter: Filter): Sql[] {
    return Object.entries(filter)
      .flatMap(([member, value]) => value == null ? [] : filters[member]!.conditions(value as never))
      .filter(condition => condition !== false)
  }

  /** Clients are found by their id: an index on the order would be walked past all others. What hangs on them is cut along that of each. */
  function ofClients({ clients, providers }: PageValues<Filter>, cut: (where: Sql, id?: Sql) => Sql): Sql {
    const elsewhere = sql`t.provider_id <> all(${providers}::uuid[])`
    return table === 'client'
      ? cut(sql`t.id = any(${clients}::uuid[]) and ${elsewhere}`, column('id'))
      : sql`select cut.* from unnest(${clients}::uuid[]) client(id) cross join lateral (${cut(sql`t.client_id = client.id and ${elsewhere}`)}) cut`
  }

  const page = statement<Cut<Row>, PageValues<Filter>, PageShape<OrderField, Wanted>>((
    values,
    { field, direction, scope, parent, wanted },
  ) => {
    const { column: ordered, beside } = orders[field]!
    const key = column(ordered, beside?.alias)
    const indexed = beside ? column(beside.id, beside.alias) : column('id')
    const [sign, way] = direction === Direction.DESC ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`]
    const cut = (where: Sql, id = indexed) => sql`
      select ${sql.join(columns(wanted).map(selection))}, ${key} "order", ${key}::text "sortKey"
      from ${sql.table(table)} t ${beside?.join ?? sql``}
      where ${sql.join([where, ...conditions(values.filter), ...values.after ? [sql`(${key}, ${id}) ${sign} (${values.after.key}, ${values.after.id})`] : []], sql` and `)}
      order by ${key} ${way}, ${id} ${way} limit ${values.limit}`
    const rows = scope === 'one'
      ? cut(sql`${column('provider_id', beside?.alias)} = ${values.provider}`)
      : scope === 'within'
        ? sql`select cut.*, parent.id parent from unnest(${values.parents}::uuid[]) parent(id) cross join lateral (${cut(sql`${column(parent!)} = parent.id`)}) cut`
        : sql`select * from (
            select cut.* from unnest(${values.providers}::uuid[]) provider(id) cross join lateral (${cut(sql`${column('provider_id', beside?.alias)} = provider.id`)}) cut
            union all (${ofClients(values, cut)})
          ) cut order by "order" ${way}, id ${way} limit ${values.limit}`
    const hanging = (hangingOn?.(wanted) ?? []).map(part => sql`, ${part}`)
    return written(sql<Cut<Row>>`select r.* ${sql.join(hanging, sql``)} from (${rows}) r order by r."order" ${way}, r.id ${way}`)
  })

  const total = statement<{ n: number }, CountValues<Filter>, { parent: string | null }>((values, { parent }) => written(sql<{ n: number }>`
    select count(*)::int n from ${sql.table(table)} t
    where ${sql.join([parent ? sql`${column(parent)} = ${values.parent}` : sql`(t.provider_id = any(${values.providers}::uuid[]) or ${clientId} = any(${values.clients}::uuid[]))`, ...conditions(values.filter)], sql` and `)}`))
  return { page, total }
}

function written<Row>(part: RawBuilder<Row>) {
  return { compile: () => part.compile(query) }
}

/** `t.provider_id as providerId`, as Kysely takes it, in SQL. */
function selection(selected: string): Sql {
  const [from, as] = selected.split(' as ') as [string, string]
  return sql`${sql.ref(from)} as ${sql.id(as)}`
}

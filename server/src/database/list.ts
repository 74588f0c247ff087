import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { Field, InputType } from 'type-graphql'
import type { ClientPermission } from '@wardroom/schema/permissions'
import type { Viewer } from '../access/viewer.js'
import { describeEnum, enumOf } from '../lib/enum.js'
import { Direction, IntFilter, requireShortLists, StringFilter } from '../lib/filter.js'
import { pageOf, readKeyset, refuseForged, writeKeyset } from '../lib/page.js'
import type { Connection, PageArgs } from '../lib/page.js'
import type { Database } from './database.js'
import { query, statement } from './query.js'
import type { Tables } from './query.js'

type Sql = RawBuilder<unknown>
type GraphQLType = () => object | [object]

/** One member of a list's filter: how the API takes it, and its conditions on the table `t`. */
export interface Member<Value, Column extends string = string> {
  type: GraphQLType
  description: string
  /** What one must be allowed to do with a client whose row this lets through. */
  permission?: ClientPermission | undefined
  columns: readonly Column[]
  conditions: (value: Value) => Array<Sql | false>
}

/** One order of a list: ascending by a column and, where that is equal, by id. */
export interface Order<Column extends string = string> {
  column: Column
  description: string
  permission?: ClientPermission | undefined
  /** How the column's text looks in a cursor. */
  text: RegExp
  /** A table beside `t` that has the column, and the id of `t` as it stands there in an index. */
  beside?: { join: Sql, alias: string, id: string }
}

const column = (name: string, alias = 't') => sql.ref(`${alias}.${name}`)

/** By text, ignoring case; the column is stored in lower case. */
export function byText<Column extends string>(name: Column, description: string, permission?: ClientPermission): Member<StringFilter, Column> {
  return {
    type: () => StringFilter,
    description,
    permission,
    columns: [name],
    conditions: ({ eq, in: among, not, contains }) => [
      eq != null && sql`${column(name)} = lower(${eq})`,
      among != null && sql`${column(name)} = any(array(select lower(n) from unnest(${among}::text[]) n))`,
      not != null && sql`${column(name)} <> lower(${not})`,
      contains != null && sql`strpos(${column(name)}, lower(${contains})) > 0`,
    ],
  }
}

export function byNumber<Column extends string>(name: Column, description: string, permission?: ClientPermission): Member<IntFilter, Column> {
  return {
    type: () => IntFilter,
    description,
    permission,
    columns: [name],
    conditions: ({ eq, in: among, not, gte, lte }) => [
      eq != null && sql`${column(name)} = ${eq}`,
      among != null && sql`${column(name)} = any(${among}::int[])`,
      not != null && sql`${column(name)} <> ${not}`,
      gte != null && sql`${column(name)} >= ${gte}`,
      lte != null && sql`${column(name)} <= ${lte}`,
    ],
  }
}

/** By one value of an enum. */
export function byValue<Value extends string, Column extends string>(name: Column, values: Record<string, Value>, description: string): Member<Value, Column> {
  return { type: () => values, description, columns: [name], conditions: value => [sql`${column(name)} = ${value}`] }
}

/** By any of several values of an enum. */
export function byValues<Value extends string, Column extends string>(name: Column, values: Record<string, Value>, description: string): Member<readonly Value[], Column> {
  return { type: () => [values], description, columns: [name], conditions: among => [sql`${column(name)} = any(${among}::text[])`] }
}

/** By a part of one of several texts, all stored in lower case. Reads every row: nothing but the rows themselves knows what is within them. */
export function bySearch<const Column extends string>(names: readonly Column[], description: string): Member<string, Column> {
  return {
    type: () => String,
    description,
    columns: names,
    conditions: search => [sql`(${sql.join(names.map(name => sql`strpos(${column(name)}, lower(${search})) > 0`), sql` or `)})`],
  }
}

const text = /^.{0,300}$/s
const number = /^\d{1,9}$/
const time = /^-infinity$|^\d{4}-\d\d-\d\d[\d :.+T-]{0,24}Z?$/
const uuid = /^[0-9a-f-]{36}$/

export const alphabetical = <Column extends string>(name: Column, description: string): Order<Column> => ({ column: name, text, description })
export const numerical = <Column extends string>(name: Column, description: string, permission?: ClientPermission): Order<Column> => ({ column: name, text: number, description, permission })
export const chronological = <Column extends string>(name: Column, description: string): Order<Column> => ({ column: name, text: time, description })

export interface Declaration<Table extends keyof Tables, Members, Orders, Wanted> {
  /** How the API names it: `Client` has `ClientFilter`, `ClientOrder` and `ClientOrderField`. */
  name: string
  /** Those that are listed, in descriptions: "clients". */
  plural: string
  table: Table
  /** What a row holds, as `columnsOf` and `select` say it for the alias `t`. */
  columns: (wanted: Wanted) => readonly string[]
  filters: Members
  orders: Orders
  /** What is selected beside each row `r` of a page that is already cut. */
  beside?: (wanted: Wanted) => Sql[]
}

export interface Asked<Filter, OrderField, Wanted> {
  page: PageArgs
  filter: Filter
  order: { field: OrderField, direction: Direction }
  wanted: Wanted
}

/** The type of a list's filter, and of its order. */
export type FilterFor<List extends { Filter: new () => object }> = InstanceType<List['Filter']>
export type OrderFor<List extends { Order: new () => object }> = InstanceType<List['Order']>

export interface Listed<Item> extends Connection<Item> {
  /** Of all pages together; one statement. */
  count: () => Promise<number>
}

type FilterOf<Members> = { [Name in keyof Members]?: (Members[Name] extends Member<infer Value> ? Value : never) | null }
export interface Ordering<Field> {
  field: Field
  direction: Direction
}

type Scope = { kind: 'one', provider: string } | { kind: 'several', providers: readonly string[], clients: readonly string[] } | { kind: 'within', column: string, parents: readonly string[] }
type Cut<Row> = Row & { id: string, sortKey: string, order: unknown, parent?: string }

/**
 * A list, declared once: its filter and its orders are types of the API, and its page, cursor and count are statements. A page is cut along
 * an index and what hangs on its rows is added after. Whoever may not read a number learns nothing of it by an order or a filter either.
 */
export function list<Row extends { id: string }, Wanted = undefined>() {
  return <
    Table extends keyof Tables,
    Members extends Record<string, Member<never, keyof Tables[Table] & string>>,
    Orders extends Record<string, Order>,
  >(declaration: Declaration<Table, Members, Orders, Wanted>) => {
    type Filter = FilterOf<Members>
    type OrderField = keyof Orders & string
    const { name, plural, table, filters, orders } = declaration

    const fields = enumOf(Object.keys(orders) as OrderField[])
    const meanings = Object.fromEntries(Object.entries(orders).map(([field, { description }]) => [field, description])) as Record<OrderField, string>
    if (Object.keys(orders).length > 1)
      describeEnum(fields, `${name}OrderField`, `What ${plural} can be ordered by.`, meanings)

    const FilterType = inputType<Filter>(`${name}Filter`, 'Every given member must hold.', Object.entries(filters).map(([member, { type, description }]) => [member, type, { nullable: true, description }]))
    const OrderType = inputType<Ordering<OrderField>>(`${name}Order`, `How ${plural} are ordered; equal ones by id.`, [
      ['field', () => fields, { description: 'By what.' }],
      ['direction', () => Direction, { description: 'From which end.' }],
    ])

    function conditions(filter: Filter): Sql[] {
      return Object.entries(filter).flatMap(([member, value]) => value == null ? [] : filters[member]!.conditions(value as never)).filter(condition => condition !== false)
    }

    const page = statement<Cut<Row>, PageValues<Filter>, PageShape<OrderField, Wanted>>((values, { field, direction, scope, parent, wanted }) => {
      const { column: ordered, beside } = orders[field]!
      const key = column(ordered, beside?.alias)
      const id = beside ? column(beside.id, beside.alias) : column('id')
      const [sign, way] = direction === Direction.DESC ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`]
      const cut = (where: Sql) => sql`
        select ${sql.join(declaration.columns(wanted).map(selection))}, ${key} "order", ${key}::text "sortKey"
        from ${sql.table(table)} t ${beside?.join ?? sql``}
        where ${sql.join([where, ...conditions(values.filter), ...values.after ? [sql`(${key}, ${id}) ${sign} (${values.after.key}, ${values.after.id})`] : []], sql` and `)}
        order by ${key} ${way}, ${id} ${way} limit ${values.limit}`
      const rows = scope === 'one'
        ? cut(sql`${column('provider_id', beside?.alias)} = ${values.provider}`)
        : scope === 'within'
          ? sql`select cut.*, parent.id parent from unnest(${values.parents}::uuid[]) parent(id) cross join lateral (${cut(sql`${column(parent!)} = parent.id`)}) cut`
          : sql`select * from (
              select cut.* from unnest(${values.providers}::uuid[]) provider(id) cross join lateral (${cut(sql`${column('provider_id', beside?.alias)} = provider.id`)}) cut
              union all (${cut(sql`t.id = any(${values.clients}::uuid[]) and t.provider_id <> all(${values.providers}::uuid[])`)})
            ) cut order by "order" ${way}, id ${way} limit ${values.limit}`
      const hanging = (declaration.beside?.(wanted) ?? []).map(part => sql`, ${part}`)
      return written(sql<Cut<Row>>`select r.* ${sql.join(hanging, sql``)} from (${rows}) r order by r."order" ${way}, r.id ${way}`)
    })

    const total = statement<{ n: number }, CountValues<Filter>, { parent: string | null }>((values, { parent }) => written(sql<{ n: number }>`
      select count(*)::int n from ${sql.table(table)} t
      where ${sql.join([parent ? sql`${column(parent)} = ${values.parent}` : sql`(t.provider_id = any(${values.providers}::uuid[]) or t.id = any(${values.clients}::uuid[]))`, ...conditions(values.filter)], sql` and `)}`))

    async function read(database: Database, viewer: Viewer, scope: Scope, { page: { first, after }, filter, order: { field, direction }, wanted }: Asked<Filter, OrderField, Wanted>): Promise<Array<Cut<Row>>> {
      const [key, id] = after == null ? [] : readKeyset(after, [orders[field]!.text, uuid])
      const { kind, ...from } = scope
      const values = { filter, after: id === undefined ? null : { key: key!, id }, limit: first + 1, provider: null, providers: null, clients: null, parents: null, ...from, column: null }
      const reading = database.read(viewer.tenants, page(values, { field, direction, scope: kind, parent: scope.kind === 'within' ? scope.column : null, wanted }))
      return after == null ? reading : reading.catch(refuseForged)
    }

    function connection<Item>(rows: ReadonlyArray<Cut<Row>>, first: number, node: (row: Row) => Item): Connection<Item> {
      return pageOf(rows, first, ({ sortKey: _, order: __, parent: ___, ...row }) => node(row as unknown as Row), row => writeKeyset([row.sortKey, row.id]))
    }

    return {
      Filter: FilterType,
      Order: OrderType,

      /** A page of all that the viewer may do this with, in every client within reach. */
      async reachable<Item>(database: Database, viewer: Viewer, permission: ClientPermission, asked: Asked<Filter, OrderField, Wanted>, node: (row: Row) => Item): Promise<Listed<Item>> {
        const { filter, order, page: { first } } = asked
        requireShortLists(filter)
        const needed = [orders[order.field]!.permission, ...Object.entries(filter).map(([member, value]) => value == null ? undefined : filters[member]!.permission)]
        const { providers, clients } = viewer.reachable([permission, ...needed.filter(one => one !== undefined)])
        const [provider, ...others] = providers
        const scope: Scope = provider !== undefined && !others.length && !clients.length ? { kind: 'one', provider } : { kind: 'several', providers, clients }
        const rows = await read(database, viewer, scope, asked)
        return {
          ...connection(rows, first, node),
          count: async () => (await database.read(viewer.tenants, total({ filter, providers, clients, parent: null }, { parent: null })))[0]!.n,
        }
      },

      /** The same page within each of several parents. */
      async within<Item>(database: Database, viewer: Viewer, parent: keyof Tables[Table] & string, ids: readonly string[], asked: Asked<Filter, OrderField, Wanted>, node: (row: Row) => Item): Promise<Array<Listed<Item>>> {
        const { filter, page: { first } } = asked
        requireShortLists(filter)
        const rows = Map.groupBy(await read(database, viewer, { kind: 'within', column: parent, parents: ids }, asked), row => row.parent)
        return ids.map(id => ({
          ...connection(rows.get(id) ?? [], first, node),
          count: async () => (await database.read(viewer.tenants, total({ filter, providers: null, clients: null, parent: id }, { parent })))[0]!.n,
        }))
      },
    }
  }
}

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

function written<Row>(part: RawBuilder<Row>) {
  return { compile: () => part.compile(query) }
}

/** `t.provider_id as providerId`, as Kysely takes it, in SQL. */
function selection(selected: string): Sql {
  const [from, as] = selected.split(' as ') as [string, string]
  return sql`${sql.ref(from)} as ${sql.id(as)}`
}

function inputType<Values extends object>(name: string, description: string, fields: ReadonlyArray<[string, GraphQLType, object]>): new () => Values {
  const Input = class {} as new () => Values
  for (const [field, type, options] of fields)
    Field(type, options)(Input.prototype as object, field)
  InputType(name, { description })(Input)
  return Input
}

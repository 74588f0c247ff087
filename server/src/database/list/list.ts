import type { RawBuilder } from 'kysely'
import { Field, InputType } from 'type-graphql'
import type { ClientPermission } from '@wardroom/schema/permissions'
import type { Viewer } from '../../access/viewer.js'
import { describeEnum, enumOf } from '../../lib/enum.js'
import { Direction, narrows, requireShort } from '../../lib/filter.js'
import { pageOf, readKeyset, refuseForged, writeKeyset } from '../../lib/page.js'
import type { Connection, PageArgs } from '../../lib/page.js'
import type { Database } from '../database.js'
import type { Tables } from '../query.js'
import type { FilterOf, GraphQLType, Member } from './filter.js'
import type { Order, Ordering } from './order.js'
import { statementsOf } from './statements.js'
import type { Cut, Scope } from './statements.js'

const uuid = /^[0-9a-f-]{36}$/

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
  beside?: (wanted: Wanted) => Array<RawBuilder<unknown>>
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
    const { name, plural, filters, orders } = declaration

    const fields = enumOf(Object.keys(orders) as OrderField[])
    const meanings = Object.fromEntries(
      Object.entries(orders).map(([field, { description }]) => [field, description]),
    ) as Record<OrderField, string>
    if (Object.keys(orders).length > 1)
      describeEnum(fields, `${name}OrderField`, `What ${plural} can be ordered by.`, meanings)

    const FilterType = inputType<Filter>(
      `${name}Filter`,
      'Every given member must hold.',
      Object.entries(filters).map(([member, { type, description }]) => [member, type, { nullable: true, description }]),
    )
    const OrderType = inputType<Ordering<OrderField>>(`${name}Order`, `How ${plural} are ordered; equal ones by id.`, [
      ['field', () => fields, { description: 'By what.' }],
      ['direction', () => Direction, { description: 'From which end.' }],
    ])

    const { page, total } = statementsOf<Row, Wanted, Filter, OrderField>(declaration)

    async function read(
      database: Database,
      viewer: Viewer,
      scope: Scope,
      { page: { first, after }, filter, order: { field, direction }, wanted }: Asked<Filter, OrderField, Wanted>,
    ): Promise<Array<Cut<Row>>> {
      const [key, id] = after == null ? [] : readKeyset(after, [orders[field]!.text, uuid])
      const { kind, ...from } = scope
      const values = {
        filter,
        after: id === undefined ? null : { key: key!, id },
        limit: first + 1,
        provider: null,
        providers: null,
        clients: null,
        parents: null,
        ...from,
        column: null,
      }
      const statement = page(values, { field, direction, scope: kind, parent: scope.kind === 'within' ? scope.column : null, wanted })
      const reading = database.read(viewer.tenants, { ...statement, replan: narrows(filter) })
      return after == null ? reading : reading.catch(refuseForged)
    }

    function connection<Item>(rows: ReadonlyArray<Cut<Row>>, first: number, node: (row: Row) => Item): Connection<Item> {
      return pageOf(
        rows,
        first,
        ({ sortKey: _, order: __, parent: ___, ...row }) => node(row as unknown as Row),
        row => writeKeyset([row.sortKey, row.id]),
      )
    }

    return {
      Filter: FilterType,
      Order: OrderType,

      /** A page of all that the viewer may do this with, in every client within reach. */
      async reachable<Item>(
        database: Database,
        viewer: Viewer,
        permission: ClientPermission,
        asked: Asked<Filter, OrderField, Wanted>,
        node: (row: Row) => Item,
      ): Promise<Listed<Item>> {
        const { filter, order, page: { first } } = asked
        requireShort(filter)
        const needed = [
          orders[order.field]!.permission,
          ...Object.entries(filter).map(([member, value]) => value == null ? undefined : filters[member]!.permission),
        ]
        const { providers, clients } = viewer.reachable([permission, ...needed.filter(one => one !== undefined)])
        const [provider, ...others] = providers
        const scope: Scope = provider !== undefined && !others.length && !clients.length
          ? { kind: 'one', provider }
          : { kind: 'several', providers, clients }
        const rows = await read(database, viewer, scope, asked)
        return {
          ...connection(rows, first, node),
          count: async () =>
            (await database.read(viewer.tenants, total({ filter, providers, clients, parent: null }, { parent: null })))[0]!.n,
        }
      },

      /** The same page within each of several parents. */
      async within<Item>(
        database: Database,
        viewer: Viewer,
        parent: keyof Tables[Table] & string,
        ids: readonly string[],
        asked: Asked<Filter, OrderField, Wanted>,
        node: (row: Row) => Item,
      ): Promise<Array<Listed<Item>>> {
        const { filter, page: { first } } = asked
        requireShort(filter)
        const rows = Map.groupBy(await read(database, viewer, { kind: 'within', column: parent, parents: ids }, asked), row => row.parent)
        return ids.map(id => ({
          ...connection(rows.get(id) ?? [], first, node),
          count: async () =>
            (await database.read(viewer.tenants, total({ filter, providers: null, clients: null, parent: id }, { parent })))[0]!.n,
        }))
      },
    }
  }
}

function inputType<Values extends object>(
  name: string,
  description: string,
  fields: ReadonlyArray<[string, GraphQLType, object]>,
): new () => Values {
  const Input = class {} as new () => Values
  for (const [field, type, options] of fields)
    Field(type, options)(Input.prototype as object, field)
  InputType(name, { description })(Input)
  return Input
}

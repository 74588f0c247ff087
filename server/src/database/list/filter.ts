import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { GraphQLISODateTime } from 'type-graphql'
import type { ClientPermission } from '@wardroom/schema/permissions'
import { IntFilter, StringFilter } from '../../lib/filter.js'

export type GraphQLType = () => object | [object]

/** One member of a list's filter: how the API takes it, and its conditions on the table `t`. */
export interface Member<Value, Column extends string = string> {
  type: GraphQLType
  description: string
  /** What one must be allowed to do with a client whose row this lets through. */
  permission?: ClientPermission | undefined
  columns: readonly Column[]
  conditions: (value: Value) => Array<RawBuilder<unknown> | false>
}

export type FilterOf<Members> = { [Name in keyof Members]?: (Members[Name] extends Member<infer Value> ? Value : never) | null }

const column = (name: string) => sql.ref(`t.${name}`)

/** By text, ignoring case; the column is stored in lower case. */
export function byText<Column extends string>(
  name: Column,
  description: string,
  permission?: ClientPermission,
): Member<StringFilter, Column> {
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

export function byNumber<Column extends string>(
  name: Column,
  description: string,
  permission?: ClientPermission,
): Member<IntFilter, Column> {
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
export function byValue<Value extends string, Column extends string>(
  name: Column,
  values: Record<string, Value>,
  description: string,
): Member<Value, Column> {
  return { type: () => values, description, columns: [name], conditions: value => [sql`${column(name)} = ${value}`] }
}

/** By any of several values of an enum. */
export function byValues<Value extends string, Column extends string>(
  name: Column,
  values: Record<string, Value>,
  description: string,
): Member<readonly Value[], Column> {
  return { type: () => [values], description, columns: [name], conditions: among => [sql`${column(name)} = any(${among}::text[])`] }
}

/** By whether the time has not come yet. */
export function byUntil<Column extends string>(name: Column, description: string): Member<boolean, Column> {
  return {
    type: () => Boolean,
    description,
    columns: [name],
    // Two bounds, so that an index on the column serves.
    conditions: whether => [
      sql`${column(name)} > case when ${whether} then now() else '-infinity' end`,
      sql`${column(name)} <= case when ${whether} then 'infinity' else now() end`,
    ],
  }
}

/** By a time that lies before the one that is given. */
export function byTimeBefore<Column extends string>(name: Column, description: string): Member<Date, Column> {
  return { type: () => GraphQLISODateTime, description, columns: [name], conditions: time => [sql`${column(name)} < ${time}::timestamptz`] }
}

export function byFlag<Column extends string>(name: Column, description: string): Member<boolean, Column> {
  return { type: () => Boolean, description, columns: [name], conditions: whether => [sql`${column(name)} = ${whether}`] }
}

/** By a part of one of several texts, all stored in lower case. Reads every row: only the rows themselves know what is within them. */
export function bySearch<const Column extends string>(names: readonly Column[], description: string): Member<string, Column> {
  return {
    type: () => String,
    description,
    columns: names,
    conditions: search => [sql`(${sql.join(names.map(name => sql`strpos(${column(name)}, lower(${search})) > 0`), sql` or `)})`],
  }
}

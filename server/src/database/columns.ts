import { types } from '@mikro-orm/core'
import type { EntitySchemaWithMeta } from '@mikro-orm/core'
import type { InferEntityProperties } from '@mikro-orm/postgresql'
import { Field, GraphQLISODateTime, ID, Int } from 'type-graphql'
import { select } from './query.js'
import type { Selected } from './query.js'

/** Marks a column as a field of the API. Any other stays inside; one that is `hidden()` is not even in the rows of lists. */
export function exposed<T extends { '~options': object }>(column: T, description?: string): T {
  Object.assign(column['~options'], { exposed: { description } })
  return column
}

interface Column {
  type?: unknown
  nullable?: boolean
  array?: boolean
  hidden?: boolean
  items?: unknown
  exposed?: { description: string | undefined }
}

function columnsIn(schema: EntitySchemaWithMeta): Array<[string, Column]> {
  return Object.entries(schema.meta.properties as Record<string, Column>)
}

/** Decorates an entity's class: its exposed columns are fields of the GraphQL type, with the scalar and the nullability of the column. */
export function FieldsOf(schema: EntitySchemaWithMeta): ClassDecorator {
  return ({ prototype }) => {
    for (const [name, column] of columnsIn(schema)) {
      if (column.exposed)
        Field(() => graphqlType(name, column), { nullable: column.nullable ?? false, ...column.exposed })(prototype as object, name)
    }
  }
}

const scalars = new Map<unknown, object>([
  [types.uuid, ID],
  [types.text, String],
  [types.integer, Int],
  [types.boolean, Boolean],
  [types.datetime, GraphQLISODateTime],
])

/** Columns that are lists by their type. */
const lists = new Map<unknown, object>([['uuid[]', ID], ['text[]', String]])

function graphqlType(name: string, { type, items, array }: Column) {
  const one = lists.get(type) ?? (typeof items === 'function' ? (items as () => object)() : scalars.get(type))
  if (!one)
    throw new TypeError(`the column ${name} has no GraphQL type`)
  return array || lists.has(type) ? [one] : one
}

interface Hidden { '~options': { hidden: true } }
type NotHidden<Properties> = keyof { [Name in keyof Properties as Properties[Name] extends Hidden ? never : Name]: true } & string

/** The names of the columns that rows hold. */
export type ColumnOf<Schema> = NotHidden<InferEntityProperties<Schema>>

/** What statements select, so that a row holds the entity's columns under their names: all but the hidden ones. */
export function columnsOf<Schema extends EntitySchemaWithMeta, Alias extends string, Left extends ColumnOf<Schema> = never>(
  schema: Schema,
  alias: Alias,
  leftOut: readonly Left[] = [],
): Array<Selected<Alias, Exclude<ColumnOf<Schema>, Left>>> {
  const names = columnsIn(schema).filter(([, { hidden }]) => !hidden).map(([name]) => name)
  return select(alias, names.filter((name): name is Exclude<ColumnOf<Schema>, Left> => !(leftOut as readonly string[]).includes(name)))
}

import type { ClassType } from 'type-graphql'
import { ArgsType, Field, Int, ObjectType } from 'type-graphql'
import { Refused } from './refused.js'

export const maxPage = 200

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 50, description: `How many at most, 1 to ${maxPage}.` })
  first!: number

  @Field(() => String, {
    nullable: true,
    description: 'The cursor to continue after: `pageInfo.endCursor` of the page before. Null: from the beginning. Errors: '
      + 'CURSOR_MALFORMED.',
  })
  after?: string

  static check({ first }: PageArgs): void {
    if (first < 1 || first > maxPage)
      throw new Refused('BAD_USER_INPUT', `\`first\` must be from 1 to ${maxPage}.`, { field: 'first', max: maxPage })
  }
}

@ObjectType({ description: 'Where a page ends, and whether more comes after it.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether the list has rows after this page.' })
  hasNextPage!: boolean

  @Field(() => String, { nullable: true, description: 'Cursor of the last row, to be passed as `after`; null when the page is empty.' })
  endCursor!: string | null
}

export interface Connection<Item> {
  edges: Array<{ node: Item, cursor: string }>
  pageInfo: PageInfo
}

/** Makes the edge and connection types of a node type (Relay's connections). */
export function connectionOf<Item extends object>(node: ClassType<Item>, name: string) {
  @ObjectType(`${name}Edge`, { description: 'One row of a page, with its place in the list.' })
  class Edge {
    @Field(() => node, { description: 'The row itself.' })
    node!: Item

    @Field(() => String, { description: 'The place of this row: pass it as `after` to continue behind it.' })
    cursor!: string
  }

  @ObjectType(`${name}Connection`)
  abstract class ConnectionType implements Connection<Item> {
    @Field(() => [Edge], { description: 'The rows of this page, in order.' })
    edges!: Edge[]

    @Field(() => PageInfo, { description: 'Where the page ends, and whether there is more.' })
    pageInfo!: PageInfo
  }
  return ConnectionType
}

/** A page from `first` + 1 rows: the last one only shows that there is more. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  first: number,
  node: (row: Row) => Item,
  cursor: (row: Row) => string,
): Connection<Item> {
  const edges = rows.slice(0, first).map(row => ({ node: node(row), cursor: cursor(row) }))
  return { edges, pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null } }
}

/** Keyset cursors: the values of the sort columns of the last row, opaque outside. */
export function writeKeyset(values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** Longer than any cursor of ours. */
const maxCursor = 8_000

export function requireShortCursor(text: string): void {
  if (text.length > maxCursor)
    throw new Refused('CURSOR_MALFORMED')
}

/** @param kinds the form of each value; anything else is not a cursor of this list. */
export function readKeyset(text: string, kinds: readonly RegExp[]): string[] {
  let values: unknown
  requireShortCursor(text)
  try {
    values = JSON.parse(Buffer.from(text, 'base64url').toString())
  }
  catch {
    throw new Refused('CURSOR_MALFORMED')
  }
  if (!Array.isArray(values)
    || values.length !== kinds.length
    || !values.every((value, index) => typeof value === 'string' && !value.includes('\0') && kinds[index]!.test(value))) {
    throw new Refused('CURSOR_MALFORMED')
  }
  return values as string[]
}

/** A forged cursor can have the right form and an impossible value, such as 31 February: PostgreSQL then fails with class 22. */
export function refuseForged(error: unknown): never {
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('22'))
    throw new Refused('CURSOR_MALFORMED')
  throw error
}

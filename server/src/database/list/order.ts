import type { RawBuilder } from 'kysely'
import type { ClientPermission } from '@wardroom/schema/permissions'
import type { Direction } from '../../lib/filter.js'

/** One order of a list: ascending by a column and, where that is equal, by id. */
export interface Order<Column extends string = string> {
  column: Column
  description: string
  permission?: ClientPermission | undefined
  /** How the column's text looks in a cursor. */
  text: RegExp
  /** A table beside `t` that has the column, and the id of `t` as it stands there in an index. */
  beside?: { join: RawBuilder<unknown>, alias: string, id: string }
}

export interface Ordering<Field> {
  field: Field
  direction: Direction
}

/** A name of 50 characters may take 600 units, and up to three times as many in lower case. */
const text = /^.{0,1800}$/s
const number = /^\d{1,9}$/
const time = /^-infinity$|^\d{4}-\d\d-\d\d[\d :.+T-]{0,24}Z?$/

export function alphabetical<Column extends string>(name: Column, description: string): Order<Column> {
  return { column: name, text, description }
}
export function numerical<Column extends string>(name: Column, description: string, permission?: ClientPermission): Order<Column> {
  return { column: name, text: number, description, permission }
}
export function chronological<Column extends string>(name: Column, description: string): Order<Column> {
  return { column: name, text: time, description }
}

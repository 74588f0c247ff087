import { Field, InputType, Int, registerEnumType } from 'type-graphql'
import { Refused } from './refused.js'

const maxListed = 100

/** Refuses lists that are longer than any question needs, also those within `StringFilter` and `IntFilter`. */
export function requireShortLists(filter: object, within = ''): void {
  for (const [name, value] of Object.entries(filter) as Array<[string, unknown]>) {
    const field = within + name
    if (Array.isArray(value) && value.length > maxListed)
      throw new Refused('BAD_USER_INPUT', `At most ${maxListed} values in ${field}.`, { field, max: maxListed })
    if (value instanceof StringFilter || value instanceof IntFilter)
      requireShortLists(value, `${field}.`)
  }
}

@InputType({ description: 'Text filters ignore case.' })
export class StringFilter {
  @Field(() => String, { nullable: true })
  eq?: string | null

  @Field(() => [String], { nullable: true, description: 'At most 100.' })
  in?: string[] | null

  @Field(() => String, { nullable: true })
  not?: string | null

  @Field(() => String, { nullable: true })
  contains?: string | null
}

@InputType()
export class IntFilter {
  @Field(() => Int, { nullable: true })
  eq?: number | null

  @Field(() => [Int], { nullable: true, description: 'At most 100.' })
  in?: number[] | null

  @Field(() => Int, { nullable: true })
  not?: number | null

  @Field(() => Int, { nullable: true })
  gte?: number | null

  @Field(() => Int, { nullable: true })
  lte?: number | null
}

export enum Direction {
  ASC = 'ASC',
  DESC = 'DESC',
}
registerEnumType(Direction, { name: 'Direction' })

import { Field, InputType, Int } from 'type-graphql'
import { Refused } from './refused.js'
import { describeEnum } from './enum.js'

const maxListed = 100
const maxCharacters = 300

/** Whether a filter leaves anything out, by any of its members. */
export function narrows(filter: object): boolean {
  return Object.values(filter).some(value => value != null)
}

/** Refuses lists and texts that are too long, also within `StringFilter` and `IntFilter`. */
export function requireShort(filter: object, within = ''): void {
  for (const [name, value] of Object.entries(filter) as Array<[string, unknown]>) {
    const field = within + name
    if (Array.isArray(value) && value.length > maxListed)
      throw new Refused('BAD_USER_INPUT', `\`${field}\` must have at most ${maxListed} values.`, { field, max: maxListed })
    if ([value].flat().some(text => typeof text === 'string' && text.length > maxCharacters))
      throw new Refused('BAD_USER_INPUT', `\`${field}\` must have at most ${maxCharacters} characters.`, { field, max: maxCharacters })
    if (value instanceof StringFilter || value instanceof IntFilter)
      requireShort(value, `${field}.`)
  }
}

@InputType({ description: 'Compares text, ignoring case. Every given member must hold.' })
export class StringFilter {
  @Field(() => String, { nullable: true, description: 'The whole text.' })
  eq?: string | null

  @Field(() => [String], { nullable: true, description: 'One of these texts, at most 100.' })
  in?: string[] | null

  @Field(() => String, { nullable: true, description: 'Any text but this one.' })
  not?: string | null

  @Field(() => String, { nullable: true, description: 'This text somewhere within.' })
  contains?: string | null
}

@InputType({ description: 'Compares a number. Every given member must hold.' })
export class IntFilter {
  @Field(() => Int, { nullable: true, description: 'Exactly this number.' })
  eq?: number | null

  @Field(() => [Int], { nullable: true, description: 'One of these numbers, at most 100.' })
  in?: number[] | null

  @Field(() => Int, { nullable: true, description: 'Any number but this one.' })
  not?: number | null

  @Field(() => Int, { nullable: true, description: 'This number or a greater one.' })
  gte?: number | null

  @Field(() => Int, { nullable: true, description: 'This number or a smaller one.' })
  lte?: number | null
}

export enum Direction {
  ASC = 'ASC',
  DESC = 'DESC',
}
describeEnum(Direction, 'Direction', 'Which end of an order comes first.', {
  ASC: 'Smallest, oldest or first letter first.',
  DESC: 'Greatest, newest or last letter first.',
})

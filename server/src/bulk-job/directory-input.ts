import { maxBulkJob } from '@wardroom/schema/limits'
import { Field, InputType, Int } from 'type-graphql'
import { requireShort } from '../lib/filter.js'
import { Refused } from '../lib/refused.js'

@InputType({ description: 'One person as a directory has them.' })
export class DirectoryPersonInput {
  @Field(() => Int, { nullable: true, description: 'Line of the file, so that what is wrong with it can be named; null: its place in the list.' })
  line?: number | null

  @Field(() => String, { description: 'At most 256 characters.' })
  email!: string

  @Field(() => String, { nullable: true, description: 'The id the directory knows the person by, 1 to 300 characters; null: none.' })
  externalId?: string | null

  @Field(() => [String], { nullable: true, description: 'Names or external ids of the groups they are to be in, at most 100; null: their groups stay.' })
  groups?: string[] | null
}

@InputType({ description: 'What a directory says of a client\'s people, and what is to follow from it.' })
export class DirectoryInput {
  @Field(() => [DirectoryPersonInput], { description: '1 to 10,000 people.' })
  people!: DirectoryPersonInput[]

  @Field(() => Boolean, { description: 'Whether people of the client are suspended whom it does not name.' })
  revokeMissing!: boolean

  @Field(() => Boolean, { description: 'Whether groups are made that it names and the client has not.' })
  createGroups!: boolean

  @Field(() => Boolean, { description: 'Whether owners are touched; else they stay as they are, whatever it says.' })
  touchOwners!: boolean
}

/** Errors: BAD_USER_INPUT. */
export function checkDirectory({ people }: DirectoryInput): void {
  if (!people.length || people.length > maxBulkJob)
    throw new Refused('BAD_USER_INPUT', `\`people\` must have 1 to ${maxBulkJob} entries.`, { field: 'people', max: maxBulkJob })
  for (const { email, externalId, groups } of people)
    requireShort({ email, externalId, groups })
}

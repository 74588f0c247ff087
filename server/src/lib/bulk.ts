import { Field, ID, ObjectType } from 'type-graphql'
import { Refused } from './refused.js'

/** One row of a bulk answer: done, or why not. Extended by a type of its own for each kind of record. */
@ObjectType()
export abstract class RowResult {
  @Field(() => ID, { nullable: true, description: 'The id that was sent, or that of the new row; null when no row was made.' })
  id!: string | null

  @Field(() => Boolean, { description: 'Whether the row was done, or needed nothing.' })
  ok!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'A stable error code when not ok (docs/errors.md); ALREADY_MEMBER where an invitation was not needed; null otherwise.',
  })
  code!: string | null

  @Field(() => String, { nullable: true, description: 'An English sentence to `code`: what to do about it. Null without a code.' })
  message!: string | null
}

/** The same about a person. */
@ObjectType()
export abstract class PersonResult extends RowResult {
  @Field(() => String, { nullable: true, description: 'The person\'s address; null for rows that the viewer may not see.' })
  email!: string | null
}

export const maxBulk = 500

/** The ids of a bulk mutation, each once. */
export function bulkIds(ids: readonly string[]): string[] {
  const unique = [...new Set(ids)]
  if (!unique.length || unique.length > maxBulk)
    throw new Refused('BAD_USER_INPUT', `\`ids\` must have 1 to ${maxBulk} entries.`, { field: 'ids', max: maxBulk })
  return unique
}

/**
 * Runs one row; a refusal becomes its result and leaves the other rows alone. Verbs refuse before they change anything.
 * Callers who may not see a row learn nothing about it. A fresh proof is asked for once, for all rows. @throws Refused REAUTH_REQUIRED
 * @param reads whether the caller may see anything; else it learns how it went
 * @returns besides, whether the row is hidden from the caller
 */
export function runRow<T>(id: string, row: T | undefined, reads: boolean, act: (row: T) => void): { result: RowResult, hidden: boolean } {
  try {
    if (!row)
      throw new Refused('NOT_FOUND')
    act(row)
    return { result: { id, ok: true, code: null, message: null }, hidden: !reads }
  }
  catch (error) {
    if (!(error instanceof Refused) || error.code === 'REAUTH_REQUIRED')
      throw error
    const { code, message } = reads ? error : error.aboutTheRequest()
    return { result: { id, ok: false, code, message }, hidden: !reads || code === 'NOT_FOUND' || code === 'FORBIDDEN' }
  }
}

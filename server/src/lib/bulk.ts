import { Field, ID, ObjectType } from 'type-graphql'
import { Refused } from './refused.js'

/** One row of a bulk answer: done, or why not. Extended by a type of its own for each kind of record. */
@ObjectType()
export abstract class RowResult {
  @Field(() => ID, { nullable: true, description: 'The id that was sent, or that of the new row; null when no row was made.' })
  id!: string | null

  @Field(() => String, { nullable: true, description: 'The person\'s address; null for rows that the viewer may not see.' })
  email!: string | null

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
 */
export function runRow<T extends { id: string, email: string }>(
  id: string,
  row: T | undefined,
  reads: boolean,
  act: (row: T) => void,
): RowResult {
  try {
    if (!row)
      throw new Refused('NOT_FOUND')
    act(row)
    return { id, email: reads ? row.email : null, ok: true, code: null, message: null }
  }
  catch (error) {
    if (!(error instanceof Refused) || error.code === 'REAUTH_REQUIRED')
      throw error
    const { code, message } = reads ? error : error.aboutTheRequest()
    const hidden = !reads || code === 'NOT_FOUND' || code === 'FORBIDDEN'
    return { id, email: hidden ? null : row!.email, ok: false, code, message }
  }
}

import { leastRules, maxMasterPasswordLength, strictestOf } from '@wardroom/schema/master-password-rules'
import type { MasterPasswordRules as Rules } from '@wardroom/schema/master-password-rules'
import type pg from 'pg'
import { Field, InputType, Int, ObjectType } from 'type-graphql'
import { Refused } from '../lib/refused.js'

@ObjectType('MasterPasswordRules', { description: 'What a master password is like at least. The server never sees one, so browsers see to it.' })
@InputType('MasterPasswordRulesInput', { description: 'What a master password is to be like at least.' })
export class MasterPasswordRules implements Rules {
  @Field(() => Int, { description: 'The least estimate of how hard it is to guess, 0 to 4 (zxcvbn); Wardroom itself asks 3.' })
  minComplexity!: number

  @Field(() => Int, { description: `Characters, 12 to ${maxMasterPasswordLength}.` })
  minLength!: number

  @Field(() => Boolean, { description: 'Whether it has a small letter.' })
  requireLower!: boolean

  @Field(() => Boolean, { description: 'Whether it has a capital letter.' })
  requireUpper!: boolean

  @Field(() => Boolean, { description: 'Whether it has a digit.' })
  requireNumbers!: boolean

  @Field(() => Boolean, { description: 'Whether it has something that is neither letter, digit nor space.' })
  requireSpecial!: boolean

  @Field(() => Boolean, {
    description: 'Whether whoever signs in with a master password that does not meet them has to choose another first; their browser sees to it.',
  })
  enforceOnLogin!: boolean
}

/** Errors: BAD_USER_INPUT. */
export function checkRules({ minComplexity, minLength, ...rules }: Rules): Rules {
  if (minComplexity < 0 || minComplexity > 4)
    throw new Refused('BAD_USER_INPUT', '`minComplexity` is 0 to 4.', { field: 'minComplexity' })
  if (minLength < leastRules.minLength || minLength > maxMasterPasswordLength)
    throw new Refused('BAD_USER_INPUT', `\`minLength\` is ${leastRules.minLength} to ${maxMasterPasswordLength}.`, { field: 'minLength' })
  return { minComplexity, minLength, ...rules }
}

/** What a client asks of those whom it has invited; null: nothing beyond what all have. */
export async function masterPasswordRulesFor(system: pg.Pool, clientId: string | null): Promise<Rules | null> {
  const { rows: [row] } = await system.query<{ rules: Rules }>(
    `select rules from policy where client_id = $1 and kind = 'MASTER_PASSWORD' and enabled`,
    [clientId],
  )
  return row ? strictestOf([row.rules]) : null
}

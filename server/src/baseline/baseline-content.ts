import { Field, InputType, Int, ObjectType } from 'type-graphql'
import { Refused } from '../lib/refused.js'
import { checkRules, MasterPasswordRules } from '../policy/master-password.js'
import { PolicyKind } from '../policy/policy.js'

const longestGrace = 365

@ObjectType('BaselinePolicy', { description: 'How one policy is to be.' })
@InputType('BaselinePolicyInput', { description: 'How one policy is to be.' })
export class BaselinePolicy {
  @Field(() => PolicyKind, { description: 'Which one.' })
  kind!: PolicyKind

  @Field(() => Boolean, { description: 'Whether it is to hold.' })
  enabled!: boolean

  @Field(() => Boolean, { nullable: true, description: 'Of ACCOUNT_RECOVERY that is on: whether everybody is asked to enrol; null: not.' })
  autoEnrol?: boolean | null

  @Field(() => Int, { nullable: true, description: 'Of TWO_STEP_LOGIN that is on: days until it holds where it was off, 0 to 365; null: 0.' })
  graceDays?: number | null

  @Field(() => MasterPasswordRules, { nullable: true, description: 'Of MASTER_PASSWORD, which cannot be on without.' })
  rules?: MasterPasswordRules | null
}

@ObjectType('BaselineSettings', { description: 'How a client\'s settings of collections are to be. What is null does not matter.' })
@InputType('BaselineSettingsInput', { description: 'How a client\'s settings of collections are to be. What is left out does not matter.' })
export class BaselineSettings {
  @Field(() => Boolean, { nullable: true, description: 'As `CollectionSettings.limitCollectionCreation`.' })
  limitCollectionCreation?: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'As `CollectionSettings.limitCollectionDeletion`.' })
  limitCollectionDeletion?: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'As `CollectionSettings.limitItemDeletion`.' })
  limitItemDeletion?: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'As `CollectionSettings.allowAdminAccess`.' })
  allowAdminAccess?: boolean | null
}

export type Setting = keyof BaselineSettings
export const settingNames = [
  'limitCollectionCreation',
  'limitCollectionDeletion',
  'limitItemDeletion',
  'allowAdminAccess',
] as const satisfies Setting[]

/** As it is stored. */
export interface BaselineContent {
  policies: BaselinePolicy[]
  settings: BaselineSettings
}

/** A content as it is stored: each policy once, with what belongs to it alone. Errors: BAD_USER_INPUT. */
export function readContent(policies: readonly BaselinePolicy[], settings: BaselineSettings): BaselineContent {
  const kinds = policies.map(({ kind }) => kind)
  if (new Set(kinds).size < kinds.length)
    throw new Refused('BAD_USER_INPUT', 'Name each policy once.', { field: 'policies' })
  const off = (kind: PolicyKind) => policies.some(policy => policy.kind === kind && !policy.enabled)
  const on = (kind: PolicyKind) => policies.some(policy => policy.kind === kind && policy.enabled)
  if (on(PolicyKind.ACCOUNT_RECOVERY) && off(PolicyKind.SINGLE_ORGANIZATION))
    throw new Refused('BAD_USER_INPUT', 'ACCOUNT_RECOVERY needs SINGLE_ORGANIZATION, which is to be off.', { field: 'policies' })
  const set = settingNames.flatMap(name => settings[name] == null ? [] : [[name, settings[name]] as const])
  if (!policies.length && !set.length)
    throw new Refused('BAD_USER_INPUT', 'Say in `policies` or `settings` what is to be.', { field: 'policies' })
  return { policies: policies.map(readPolicy), settings: Object.fromEntries(set) }
}

function readPolicy({ kind, enabled, autoEnrol, graceDays, rules }: BaselinePolicy): BaselinePolicy {
  if (kind === PolicyKind.MASTER_PASSWORD && enabled && !rules)
    throw new Refused('BAD_USER_INPUT', 'Say in `rules` what a master password is to be like.', { field: 'rules' })
  if (graceDays != null && (graceDays < 0 || graceDays > longestGrace))
    throw new Refused('BAD_USER_INPUT', `\`graceDays\` is 0 to ${longestGrace}.`, { field: 'graceDays', max: longestGrace })
  return {
    kind,
    enabled,
    ...enabled && kind === PolicyKind.ACCOUNT_RECOVERY && { autoEnrol: autoEnrol === true },
    ...enabled && kind === PolicyKind.TWO_STEP_LOGIN && { graceDays: graceDays ?? 0 },
    ...enabled && kind === PolicyKind.MASTER_PASSWORD && rules && { rules: checkRules(rules) },
  }
}

import type { MasterPasswordRules } from '@wardroom/schema/master-password-rules'
import type { BaselinePolicyInput, BaselineSettingsInput } from '../gql/graphql.js'
import type { Baseline, Setting, Wanted } from './baseline-row.js'
import { strictestOf } from '@wardroom/schema/master-password-rules'
import { kinds, settingNames } from './baseline-row.js'

/** Whether something is wanted on or off; empty where it is each client's own affair. */
export type Wish = '' | 'on' | 'off'

/** One policy as the form has it; what belongs to others is there and not sent. */
export interface PolicyFields {
  wish: Wish
  autoEnrol: boolean
  graceDays: number
  rules: MasterPasswordRules
}

type Kind = typeof kinds[number]

export interface BaselineFields {
  name: string
  position: number
  groups: { id: string, name: string }[]
  policies: Record<Kind, PolicyFields>
  settings: Record<Setting, Wish>
}

const usualGrace = 14
export const lastPlace = 50
export const longestGrace = 365

const wishOf = (value: boolean | null | undefined): Wish => value == null ? '' : value ? 'on' : 'off'

/** @param baseline null: a new one, which wants nothing yet */
export function fieldsOf(baseline: Baseline | null): BaselineFields {
  const policyOf = (kind: Kind): PolicyFields => {
    const wanted = baseline?.policies.find(policy => policy.kind === kind)
    return {
      wish: wishOf(wanted?.enabled),
      autoEnrol: wanted?.autoEnrol ?? false,
      graceDays: wanted?.graceDays ?? usualGrace,
      rules: strictestOf(wanted?.rules ? [wanted.rules] : []),
    }
  }
  return {
    name: baseline?.name ?? '',
    position: baseline?.position ?? lastPlace,
    groups: baseline?.clientGroups.map(({ id, name }) => ({ id, name })) ?? [],
    policies: Object.fromEntries(kinds.map(kind => [kind, policyOf(kind)])) as BaselineFields['policies'],
    settings: Object.fromEntries(settingNames.map(name => [name, wishOf(baseline?.settings[name])])) as BaselineFields['settings'],
  }
}

/** What the server is told, whole. */
export function contentOf({ policies, settings }: BaselineFields): { policies: BaselinePolicyInput[], settings: BaselineSettingsInput } {
  const wishes = settingNames.filter(name => settings[name] !== '').map(name => [name, settings[name] === 'on'])
  return {
    policies: kinds.flatMap(kind => policies[kind].wish === '' ? [] : [policyInput(kind, policies[kind])]),
    settings: Object.fromEntries(wishes) as BaselineSettingsInput,
  }
}

function policyInput(kind: Wanted['kind'], { wish, autoEnrol, graceDays, rules }: PolicyFields): BaselinePolicyInput {
  const enabled = wish === 'on'
  return {
    kind,
    enabled,
    ...enabled && kind === 'ACCOUNT_RECOVERY' && { autoEnrol },
    ...enabled && kind === 'TWO_STEP_LOGIN' && { graceDays },
    ...enabled && kind === 'MASTER_PASSWORD' && { rules },
  }
}

/** Why it cannot be sent as it stands: nothing is wanted, or what is wanted contradicts itself. */
export function faultOf({ policies, settings }: BaselineFields): 'nothing' | 'needs' | null {
  if (policies.ACCOUNT_RECOVERY.wish === 'on' && policies.SINGLE_ORGANIZATION.wish === 'off')
    return 'needs'
  const wishes = [...kinds.map(kind => policies[kind].wish), ...settingNames.map(name => settings[name])]
  return wishes.every(wish => wish === '') ? 'nothing' : null
}

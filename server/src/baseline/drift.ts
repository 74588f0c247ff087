import type { MasterPasswordRules } from '@wardroom/schema/master-password-rules'
import { PolicyKind } from '../policy/policy.js'
import type { Policy } from '../policy/policy.js'
import { settingNames } from './baseline-content.js'
import type { BaselineContent, BaselinePolicy, Setting } from './baseline-content.js'

type PolicyState = Pick<Policy, 'kind' | 'enabled' | 'autoEnrol' | 'rules'>

/** What a client decides, as far as a baseline speaks of it. */
type ClientState = Record<Setting, boolean> & { policies: readonly PolicyState[] }

interface Drift {
  policies: BaselinePolicy[]
  settings: Setting[]
}

const kinds = Object.values(PolicyKind)

/**
 * What is to be another at a client, in the order in which it can be done: off what needs others before these, on what others need before
 * these. From when TWO_STEP_LOGIN holds is no difference: a day of grace that the client has is kept.
 */
export function driftOf({ policies, settings }: BaselineContent, client: ClientState): Drift {
  const differing = policies.filter(wanted => differs(wanted, client.policies.find(({ kind }) => kind === wanted.kind)))
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
  return {
    policies: [...differing.filter(({ enabled }) => !enabled).reverse(), ...differing.filter(({ enabled }) => enabled)],
    settings: settingNames.filter(name => settings[name] != null && settings[name] !== client[name]),
  }
}

function differs(wanted: BaselinePolicy, now: PolicyState | undefined): boolean {
  if (wanted.enabled !== (now?.enabled ?? false))
    return true
  if (!wanted.enabled || !now)
    return false
  if (wanted.kind === PolicyKind.ACCOUNT_RECOVERY)
    return (wanted.autoEnrol ?? false) !== now.autoEnrol
  return wanted.kind === PolicyKind.MASTER_PASSWORD && !areSame(wanted.rules!, now.rules)
}

function areSame(wanted: MasterPasswordRules, now: MasterPasswordRules | null): boolean {
  return Object.entries(wanted).every(([rule, value]) => now?.[rule as keyof MasterPasswordRules] === value)
}

import { Field, GraphQLISODateTime, ID, InputType } from 'type-graphql'
import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import { Refused } from '../lib/refused.js'
import { Plan } from '../seat-pool/plan.js'
import type { Services } from '../request/services.js'
import type { Transaction } from '../transaction/transaction.js'
import { endEnrolments } from './end-enrolments.js'
import { checkRules, MasterPasswordRules } from './master-password.js'
import { holds } from './policy-row.js'
import { Policy, PolicyKind } from './policy.js'
import { revokeMembersElsewhere } from './single-organization.js'
import { graceDate, requireNotLockedOut } from './two-step-login.js'

@InputType({ description: 'What a client decides.' })
export class SetPolicyInput {
  @Field(() => ID, { description: 'The client.' })
  clientId!: string

  @Field(() => PolicyKind, { description: 'Which policy.' })
  kind!: PolicyKind

  @Field(() => Boolean, { description: 'Whether it is to hold.' })
  enabled!: boolean

  @Field(() => Boolean, { nullable: true, description: 'Of ACCOUNT_RECOVERY alone; null: not.' })
  autoEnrol?: boolean | null

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'Of TWO_STEP_LOGIN alone: from when who has none is out, within a year. Null, or a time that has passed: from now on.',
  })
  holdsFrom?: Date | null

  @Field(() => MasterPasswordRules, { nullable: true, description: 'Of MASTER_PASSWORD alone, which cannot be on without.' })
  rules?: MasterPasswordRules | null
}

/** What each policy cannot hold without. */
const needs: Partial<Record<PolicyKind, PolicyKind>> = { [PolicyKind.ACCOUNT_RECOVERY]: PolicyKind.SINGLE_ORGANIZATION }

type Settings = Pick<Policy, 'autoEnrol' | 'holdsFrom' | 'rules'>

/**
 * Turning a policy off lets nobody back in by itself; that of ACCOUNT_RECOVERY deletes the keys that people have enrolled with. Whom
 * TWO_STEP_LOGIN does not allow is out when it holds, and revoked by a job.
 */
export async function setPolicy(
  tx: Transaction,
  viewer: Viewer,
  input: SetPolicyInput,
  { limiter }: Pick<Services, 'limiter'>,
): Promise<Client> {
  const { clientId, kind, enabled } = input
  const client = await viewer.reach(Client, clientId, 'policy:change', { lock: true })
  const policies = await tx.em.find(Policy, { clientId })
  const holding = (one: PolicyKind) => holds(policies, one)
  if (enabled)
    requireAllowed(client, kind, holding)
  else
    requireNotNeeded(kind, holding)
  const wasOn = holding(kind)
  const policy = policies.find(one => one.kind === kind) ?? tx.em.create(Policy, never(client, kind, tx.now))
  const settings = settingsOf(input, policy, tx.now)
  if (policy.enabled === enabled && isSame(policy, settings))
    return client
  await limiter.count('policyByClient', client.id)
  if (kind === PolicyKind.TWO_STEP_LOGIN && enabled)
    await requireNotLockedOut(tx, viewer, client)
  const ending = wasOn && !enabled && kind === PolicyKind.ACCOUNT_RECOVERY
  const enrolmentsEnded = ending ? await endEnrolments(tx, client) : null
  Object.assign(policy, { enabled, ...settings, ...begunAnew, changedAt: tx.now })
  tx.record(
    'Policy_Updated',
    { providerId: client.providerId, client: client.forEvent(), subject: { kind: 'CLIENT', id: client.id, name: client.name } },
    {
      policy: kind,
      enabled,
      autoEnrol: settings.autoEnrol,
      ...enrolmentsEnded !== null && { enrolmentsEnded },
      ...settings.holdsFrom && { holdsFrom: settings.holdsFrom.toISOString() },
      ...settings.rules && { rules: settings.rules },
    },
  )
  if (kind === PolicyKind.SINGLE_ORGANIZATION && enabled && !wasOn)
    await revokeMembersElsewhere(tx, client)
  return client
}

const begunAnew = {
  remindedAt: null,
  remindedTo: null,
  enforcementBegunAt: null,
  enforcementPeople: null,
  enforcementRevoked: null,
  enforcementFinishedAt: null,
}

function never({ id: clientId, providerId }: Client, kind: PolicyKind, now: Date) {
  return { clientId, kind, providerId, enabled: false, autoEnrol: false, holdsFrom: null, rules: null, changedAt: now, ...begunAnew }
}

/** Errors: BAD_USER_INPUT. */
function settingsOf({ kind, enabled, autoEnrol, holdsFrom, rules }: SetPolicyInput, before: Policy, now: Date): Settings {
  if (kind === PolicyKind.MASTER_PASSWORD && enabled && !rules)
    throw new Refused('BAD_USER_INPUT', 'Say in `rules` what a master password is to be like.', { field: 'rules' })
  return {
    autoEnrol: enabled && kind === PolicyKind.ACCOUNT_RECOVERY && autoEnrol === true,
    holdsFrom: enabled && kind === PolicyKind.TWO_STEP_LOGIN ? graceDate(holdsFrom ?? null, before.holdsFrom, now) : null,
    rules: enabled && kind === PolicyKind.MASTER_PASSWORD && rules ? checkRules(rules) : null,
  }
}

function isSame(policy: Settings, { autoEnrol, holdsFrom, rules }: Settings): boolean {
  return policy.autoEnrol === autoEnrol
    && policy.holdsFrom?.getTime() === holdsFrom?.getTime()
    && Object.entries(rules ?? {}).every(([rule, value]) => policy.rules?.[rule as keyof typeof policy.rules] === value)
}

function requireAllowed({ plan }: Client, kind: PolicyKind, holding: (kind: PolicyKind) => boolean): void {
  if (plan !== Plan.ENTERPRISE)
    throw new Refused('POLICY_NEEDS_ENTERPRISE')
  const needed = needs[kind]
  if (needed && !holding(needed))
    throw new Refused('POLICY_NEEDS_ANOTHER', `Turn ${needed} on first; ${kind} needs it.`, { needed })
}

function requireNotNeeded(kind: PolicyKind, holding: (kind: PolicyKind) => boolean): void {
  const dependent = Object.values(PolicyKind).find(one => needs[one] === kind && holding(one))
  if (dependent)
    throw new Refused('POLICY_NEEDS_ANOTHER', `Turn ${dependent} off first; it needs ${kind}.`, { needed: kind, dependent })
}

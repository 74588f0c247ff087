import { Field, ID, InputType } from 'type-graphql'
import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import { maxBulk } from '../lib/bulk.js'
import { Refused } from '../lib/refused.js'
import { revokedByPolicyMail } from '../mail/mail.js'
import { Plan } from '../seat-pool/plan.js'
import type { Transaction } from '../transaction/transaction.js'
import { User } from '../user/user.js'
import { holds } from './policy-row.js'
import { Policy, PolicyKind } from './policy.js'

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
}

/** What each policy cannot hold without. */
const needs: Partial<Record<PolicyKind, PolicyKind>> = { [PolicyKind.ACCOUNT_RECOVERY]: PolicyKind.SINGLE_ORGANIZATION }

/** Turning a policy on revokes whom it does not allow, in the same transaction; turning it off lets nobody back in by itself. */
export async function setPolicy(tx: Transaction, viewer: Viewer, { clientId, kind, enabled, autoEnrol }: SetPolicyInput): Promise<Client> {
  const client = await viewer.reach(Client, clientId, 'policy:change', { lock: true })
  const policies = await tx.em.find(Policy, { clientId })
  const holding = (one: PolicyKind) => holds(policies, one)
  if (enabled)
    requireAllowed(client, kind, holding)
  else
    requireNotNeeded(kind, holding)
  const wasOn = holding(kind)
  const policy = policies.find(one => one.kind === kind)
    ?? tx.em.create(Policy, { clientId, kind, providerId: client.providerId, enabled: false, autoEnrol: false, changedAt: tx.now })
  const enrols = enabled && kind === PolicyKind.ACCOUNT_RECOVERY && autoEnrol === true
  if (policy.enabled === enabled && policy.autoEnrol === enrols)
    return client
  Object.assign(policy, { enabled, autoEnrol: enrols, changedAt: tx.now })
  tx.record(
    'Policy_Updated',
    { providerId: client.providerId, client: client.forEvent(), subject: { kind: 'CLIENT', id: client.id, name: client.name } },
    { policy: kind, enabled, autoEnrol: enrols },
  )
  if (kind === PolicyKind.SINGLE_ORGANIZATION && enabled && !wasOn)
    await revokeMembersElsewhere(tx, client)
  return client
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

async function revokeMembersElsewhere(tx: Transaction, client: Client): Promise<void> {
  const rows = await tx.em.execute<Array<{ id: string }>>('select members_elsewhere(?) id limit ?', [client.id, maxBulk + 1])
  if (rows.length > maxBulk)
    throw new Refused('LIMIT_EXCEEDED', `More than ${maxBulk} people belong to another company, too; revoke them in the list of people first.`, { max: maxBulk })
  const people = await tx.em.find(User, { id: { $in: rows.map(({ id }) => id) } }, { orderBy: { email: 'asc' } })
  for (const user of people) {
    const was = user.revoke()
    tx.record(
      'OrganizationUser_Revoked_SingleOrganizationNonCompliance',
      { providerId: client.providerId, client: client.forEvent(), subject: user.forEvent() },
      { email: user.email, was },
    )
    tx.mail(revokedByPolicyMail({ ...user.tenant(), to: user.email }, { organization: client.name }))
  }
}

import { setTimeout } from 'node:timers/promises'
import { LockMode } from '@mikro-orm/postgresql'
import { nobody } from '../access/tenants.js'
import { Client } from '../client/client.js'
import { revokedForTwoStepMail } from '../mail/mail.js'
import type { Services } from '../request/services.js'
import { commit } from '../transaction/transaction.js'
import type { Transaction } from '../transaction/transaction.js'
import { RevocationReason, User } from '../user/user.js'
import { eachClient } from './each-client.js'
import type { ClientDue } from './each-client.js'
import { Policy, PolicyKind } from './policy.js'
import { countWithoutTwoStep, isInForce, peopleWithoutTwoStep } from './two-step-login.js'

/** People in one transaction: its client is locked for some tens of milliseconds. */
const portion = 25

/** In force, and somebody is left whom it does not allow; or what was begun is not known to be finished. */
const due = `
  select p.provider_id "providerId", p.client_id "clientId" from policy p join client c on c.id = p.client_id and not c.suspended
  where p.kind = 'TWO_STEP_LOGIN' and p.enabled and p.holds_from <= $1
    and (p.enforcement_begun_at is not null and p.enforcement_finished_at is null
      or exists (select from client_user u where u.client_id = p.client_id and lacks_two_step(u)))
  order by p.holds_from, p.client_id`

/**
 * Revokes whoever has no two-step login where it is required by now, portion by portion; they have had no access since it is. Whatever is
 * left when a process ends is found by the next run.
 */
export async function enforceTwoStep(services: Services): Promise<void> {
  const { rows } = await services.database.system.query<ClientDue>(due, [services.clock()])
  await eachClient(services, rows, async (one) => {
    for (let left = true; left;) {
      const began = performance.now()
      left = await revokePortion(services, one)
      await setTimeout(performance.now() - began) // half of the time is for the others
    }
  })
}

/** @returns whether somebody is left */
function revokePortion(services: Services, { providerId, clientId }: ClientDue): Promise<boolean> {
  const tenants = { actor: nobody, providers: [providerId], clients: [] }
  return commit(services, { tenants, actor: { kind: 'SYSTEM' } }, async (tx) => {
    const client = await tx.em.findOne(Client, { id: clientId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
    const policy = await tx.em.findOne(Policy, { clientId, kind: PolicyKind.TWO_STEP_LOGIN })
    if (!client || client.suspended || !policy || !isInForce(policy, tx.now))
      return false // unlinked, suspended, or turned off meanwhile
    const ids = (await tx.em.execute<Array<{ id: string }>>(peopleWithoutTwoStep, [clientId, portion + 1])).map(({ id }) => id)
    if (ids.length)
      await noteBeginning(tx, policy)
    const people = await tx.em.find(User, { id: { $in: ids.slice(0, portion) } }, { orderBy: { id: 'asc' } })
    for (const user of people)
      revoke(tx, client, user)
    policy.enforcementRevoked = (policy.enforcementRevoked ?? 0) + people.length
    const left = ids.length > portion
    if (!left && policy.enforcementBegunAt)
      policy.enforcementFinishedAt ??= tx.now // another process may have been faster
    return left
  })
}

/** Those who lack it later, for they have taken it away, are counted anew. */
async function noteBeginning({ em, now }: Transaction, policy: Policy): Promise<void> {
  if (policy.enforcementBegunAt && !policy.enforcementFinishedAt)
    return
  const [{ n }] = await em.execute<[{ n: number }]>(countWithoutTwoStep, [policy.clientId])
  Object.assign(policy, { enforcementBegunAt: now, enforcementPeople: n, enforcementRevoked: 0, enforcementFinishedAt: null })
}

function revoke(tx: Transaction, client: Client, user: User): void {
  const was = user.revoke(RevocationReason.TWO_STEP_LOGIN)
  tx.record(
    'OrganizationUser_Revoked_TwoFactorNonCompliance',
    { providerId: client.providerId, client: client.forEvent(), subject: user.forEvent() },
    { email: user.email, was },
  )
  tx.mail(revokedForTwoStepMail({ ...user.tenant(), to: user.email }, { organization: client.name, link: `${tx.origin}/profile` }))
}

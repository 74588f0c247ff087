import { LockMode } from '@mikro-orm/postgresql'
import { nobody } from '../access/tenants.js'
import { Client } from '../client/client.js'
import { after, day } from '../lib/clock.js'
import { Refused } from '../lib/refused.js'
import { twoStepReminder } from '../mail/mail.js'
import type { Services } from '../request/services.js'
import { commit } from '../transaction/transaction.js'
import { eachClient } from './each-client.js'
import type { ClientDue } from './each-client.js'
import { Policy, PolicyKind } from './policy.js'
import { isInForce } from './two-step-login.js'

const portion = 500

const due = `
  select p.provider_id "providerId", p.client_id "clientId" from policy p join client c on c.id = p.client_id and not c.suspended
  where kind = 'TWO_STEP_LOGIN' and enabled and holds_from > $1 and (reminded_at is null or reminded_at <= $2 or reminded_to is not null)
  order by holds_from, p.client_id`

const unreminded = `select u.id, u.email from client_user u where u.client_id = ? and u.id > ? and lacks_two_step(u) order by u.id limit ?`

/** Mails whoever will be out for want of two-step login how to stay in: when it is decided, and once a day from then on until the day. */
export async function remindOfTwoStep(services: Services): Promise<void> {
  const now = services.clock()
  const { rows } = await services.database.system.query<ClientDue>(due, [now, after(now, -day)])
  await eachClient(services, rows, async (one) => {
    for (let left = true; left;)
      left = await remindPortion(services, one)
  })
}

/** How far it has come is kept with the mails. @returns whether somebody is left */
function remindPortion(services: Services, { providerId, clientId }: ClientDue): Promise<boolean> {
  const tenants = { actor: nobody, providers: [providerId], clients: [] }
  return commit(services, { tenants, actor: { kind: 'SYSTEM' } }, async (tx) => {
    const client = await tx.em.findOne(Client, { id: clientId }, { lockMode: LockMode.PESSIMISTIC_WRITE }) // as whoever changes the policy
    const policy = await tx.em.findOne(Policy, { clientId, kind: PolicyKind.TWO_STEP_LOGIN })
    if (!client || client.suspended || !policy?.enabled || isInForce(policy, tx.now) || isDone(policy, tx.now))
      return false // unlinked, turned off or done meanwhile
    if (!policy.remindedTo) {
      policy.remindedAt = tx.now
      if (await remindedTooOften(services, clientId))
        return false // tomorrow again
    }
    const people = await tx.em.execute<Array<{ id: string, email: string }>>(unreminded, [clientId, policy.remindedTo ?? nobody, portion])
    for (const { email } of people)
      tx.mail(twoStepReminder({ providerId, clientId, to: email }, { organization: client.name, from: policy.holdsFrom!, link: `${tx.origin}/profile` }))
    const left = people.length === portion
    policy.remindedTo = left ? people.at(-1)!.id : null
    return left
  })
}

/** Whoever decides it again and again floods nobody. */
function remindedTooOften({ limiter }: Services, clientId: string): Promise<boolean> {
  return limiter.count('twoStepReminderByClient', clientId).then(() => false, (error: unknown) => {
    if (error instanceof Refused)
      return true
    throw error
  })
}

function isDone({ remindedAt, remindedTo }: Policy, now: Date): boolean {
  return remindedTo === null && remindedAt !== null && remindedAt > after(now, -day)
}

import { randomUUID } from 'node:crypto'
import { maxSeatMinimum } from '@wardroom/schema/limits'
import { Field, ID, InputType, Int } from 'type-graphql'
import { isUuid } from '../access/tenants.js'
import { ProviderUserType } from '../access/roles.js'
import { createAccount } from '../account/accounts.js'
import type { Device } from '../access/device.js'
import type { Services } from '../request/services.js'
import { commit } from '../transaction/transaction.js'
import { Plan } from '../seat-pool/plan.js'
import { after, day } from '../lib/clock.js'
import { Refused } from '../lib/refused.js'
import { requireSealed } from '../lib/sealed.js'
import { cleanName, requireEmail } from '../lib/text.js'
import { keepPin } from '../pinned-key/pin-key.js'
import { SeatPool } from '../seat-pool/seat-pool.js'
import { Registration } from '../account/registration.js'
import { ProviderUser, ProviderUserStatus } from '../provider-user/provider-user.js'
import { Provider } from '../provider/provider.js'

@InputType({
  description: 'A new provider with its first admin. The admin\'s device makes the provider key: 64 random bytes that the server '
    + 'never sees.',
})
export class SetupProviderInput {
  @Field(() => ID, {
    nullable: true,
    description: 'UUID of the provider in lower case, chosen by the admin\'s device, which pins the provider key to it; null: the server chooses.',
  })
  id?: string | null

  @Field(() => String, { description: '1 to 50 characters.' })
  providerName!: string

  @Field(() => String, { description: 'The admin\'s address; at most 256 characters.' })
  email!: string

  @Field(() => Registration, { description: 'The admin\'s account and keys.' })
  registration!: Registration

  @Field(() => String, { description: 'The provider key wrapped to the admin\'s own public key, EncString type 4.' })
  providerKey!: string

  @Field(() => String, { nullable: true, description: 'The provider key as the admin pins it (`pinKey`), EncString type 2; null: not now.' })
  pin?: string | null

  @Field(() => Int, { nullable: true, description: 'Seats of the Teams plan paid for in any case, 0 to 1,000,000; null: 0.' })
  teamsSeatMinimum?: number | null

  @Field(() => Int, { nullable: true, description: 'Seats of the Enterprise plan paid for in any case, 0 to 1,000,000; null: 0.' })
  enterpriseSeatMinimum?: number | null
}

/** The first admin sets up everything before they have to set up two-step login. */
const demandAfter = 7 * day

/**
 * The first act in an empty installation: a provider and its first admin, confirmed at once because nobody could confirm them
 * yet. Two at the same time: the second is refused.
 */
export async function setupProvider(
  services: Services,
  device: Device,
  input: SetupProviderInput,
  { demo = false } = {},
): Promise<Provider> {
  const { database, secrets, clock } = services
  const now = clock()
  const email = requireEmail(input.email)
  const name = cleanName(input.providerName, 'provider name')
  requireSealed('keyForPerson', input.providerKey, 'providerKey')
  const lock = await database.system.connect()
  try {
    await lock.query(`select pg_advisory_lock(hashtext('wardroom setup'))`)
    await requireEmptyInstallation(lock)
    // An account in an empty installation is left from a set-up that was killed half way.
    await lock.query('delete from account where email = $1', [email])
    const account = await createAccount(lock, email, input.registration, secrets, now)
    const providerId = readId(input.id)
    const actor = { kind: 'ACCOUNT', id: account.id, name: account.name, deviceType: device.type, ip: device.ip } as const
    return await commit(services, { tenants: { actor: account.id, providers: [providerId], clients: [] }, actor }, async (tx) => {
      const { em } = tx
      const twoStepRequiredFrom = after(now, demandAfter)
      const provider = em.create(Provider, { id: providerId, name, kind: 'MSP', demo, createdAt: now, twoStepRequiredFrom })
      await em.flush()
      await em.execute('insert into event_head (provider_id) values (?)', [providerId])
      em.create(SeatPool, { providerId, plan: Plan.TEAMS, minimum: seatMinimum(input.teamsSeatMinimum) })
      em.create(SeatPool, { providerId, plan: Plan.ENTERPRISE, minimum: seatMinimum(input.enterpriseSeatMinimum) })
      const admin = em.create(ProviderUser, {
        id: randomUUID(),
        providerId,
        accountId: account.id,
        email,
        name: account.name,
        publicKey: account.publicKey,
        type: ProviderUserType.PROVIDER_ADMIN,
        status: ProviderUserStatus.CONFIRMED,
        key: input.providerKey,
        createdAt: now,
      })
      if (input.pin)
        await keepPin(tx, account.id, providerId, input.pin)
      tx.record('Provider_Created', { providerId, subject: { kind: 'PROVIDER', id: providerId, name } }, { name })
      tx.record('ProviderUser_Confirmed', { providerId, subject: admin.forEvent() }, { email, type: admin.type })
      return provider
    }).catch(async (error: unknown) => {
      await lock.query('delete from account where id = $1', [account.id])
      throw error
    })
  }
  finally {
    await lock.query('select pg_advisory_unlock_all()').then(() => lock.release(), error => lock.release(error as Error))
  }
}

async function requireEmptyInstallation(db: { query: (text: string) => Promise<{ rowCount: number | null }> }): Promise<void> {
  if ((await db.query('select from provider limit 1')).rowCount)
    throw new Refused('INSTALLATION_NOT_EMPTY')
}

function readId(id: string | null | undefined): string {
  if (id != null && !isUuid(id))
    throw new Refused('BAD_USER_INPUT', '`id` must be a UUID in lower case.', { field: 'id' })
  return id ?? randomUUID()
}

function seatMinimum(given: number | null | undefined): number {
  const seats = given ?? 0
  if (seats < 0 || seats > maxSeatMinimum)
    throw new Refused('BAD_USER_INPUT', 'A seat minimum must be from 0 to 1,000,000.', { field: 'seatMinimum' })
  return seats
}

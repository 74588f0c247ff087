import { randomUUID } from 'node:crypto'
import { LockMode } from '@mikro-orm/postgresql'
import { deviceTypes } from '@wardroom/schema/events'
import type { Device } from '../access/device.js'
import type { Tenants } from '../access/tenants.js'
import { accountByEmail } from '../account/accounts.js'
import type { Account } from '../account/accounts.js'
import { Client } from '../client/client.js'
import { transact } from '../database/transact.js'
import { addressKey } from '../lib/ip-address.js'
import { Refused } from '../lib/refused.js'
import { requireEmail } from '../lib/text.js'
import { keepAccountMail } from '../mail/account-mail.js'
import { bilingual } from '../mail/mail.js'
import type { Services } from '../request/services.js'
import { commit } from '../transaction/transaction.js'
import type { Transaction } from '../transaction/transaction.js'
import { ProviderUser, ProviderUserStatus } from '../provider-user/provider-user.js'
import { User } from '../user/user.js'
import { HelpRequest, HelpRequestState } from './help-request.js'

interface Membership {
  userId: string
  clientId: string
}

const teams = `select id "colleagueId", provider_id "providerId" from provider_user where account_id = $1 and status = 'CONFIRMED' order by provider_id`

/** Where somebody is at home who can be asked. */
const memberships = `
  select u.id "userId", u.client_id "clientId" from client_user u join client c on c.id = u.client_id and not c.suspended
  where u.account_id = $1 and u.status = 'CONFIRMED' order by u.client_id`

/**
 * Somebody says that they have forgotten their master password. The answer is the same for every address, and so is the time it takes: what
 * follows from it happens afterwards. Errors: BAD_USER_INPUT, and
 * TOO_MANY_REQUESTS for the address that asks.
 */
export async function askForHelp(services: Services, emailText: string, device: Device, now: Date): Promise<void> {
  const { limiter, log, database: { system } } = services
  const email = requireEmail(emailText)
  await limiter.count('helpByAddress', addressKey(device.ip))
  const often = await limiter.count('helpByAccount', email).then(() => false, refusedAsTooMany)
  if (often)
    return
  void accountByEmail(system, email)
    .then(account => account && tellHelpers(services, account, device, now))
    .catch((error: unknown) => log.warn({ err: error }, 'a request for help could not be kept'))
}

/** Whoever asks again and again shuts nobody else out: they are answered as always, and nothing comes of it. */
function refusedAsTooMany(error: unknown): true {
  if (error instanceof Refused)
    return true
  throw error
}

async function tellHelpers(services: Services, account: Account, device: Device, now: Date): Promise<void> {
  const { database: { system }, mailer, config, log } = services
  const actor = { kind: 'NONE', deviceType: device.type, ip: device.ip } as const
  const asked: boolean[] = []
  /** Where one cannot be told, the others are all the same. */
  async function ask(where: Pick<Tenants, 'providers' | 'clients'>, run: (tx: Transaction) => Promise<boolean>): Promise<void> {
    await commit(services, { tenants: { actor: account.id, ...where }, actor }, run).then(
      isNew => void asked.push(isNew),
      (error: unknown) => log.warn({ err: error, ...where }, 'a request for help could not be kept'),
    )
  }
  const { rows } = await system.query<Membership>(memberships, [account.id])
  for (const { userId, clientId } of rows)
    await ask({ providers: [], clients: [clientId] }, tx => open(tx, userId, device))
  const { rows: colleagues } = await system.query<{ colleagueId: string, providerId: string }>(teams, [account.id])
  for (const { colleagueId, providerId } of colleagues)
    await ask({ providers: [providerId], clients: [] }, tx => askColleagues(tx, colleagueId))
  if (rows.length + colleagues.length > 0 && !asked.includes(true))
    return // they were told when they asked first, or nobody could be told
  const mail = await transact(system, db =>
    keepAccountMail(db, account.id, askedMail(account.email, { device, link: config.origin, known: asked.length > 0 }), now))
  mailer.queued([mail])
}

/** One that is open already stays. @returns whether it was new */
async function open(tx: Transaction, userId: string, device: Device): Promise<boolean> {
  const user = await tx.em.findOne(User, { id: userId })
  const client = user && await tx.em.findOneOrFail(Client, { id: user.clientId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  if (!user || !client || client.suspended || await tx.em.count(HelpRequest, { userId, state: HelpRequestState.OPEN }))
    return false
  const { providerId } = client
  tx.em.create(HelpRequest, {
    id: randomUUID(),
    providerId,
    clientId: client.id,
    userId,
    state: HelpRequestState.OPEN,
    askedAt: tx.now,
    ip: device.ip,
    deviceName: device.name.slice(0, 300),
  })
  tx.record(
    'OrganizationUser_AskedForHelp',
    { providerId, client: client.forEvent(), subject: user.forEvent() },
    { email: user.email, enrolled: user.recoveryEnrolled },
  )
  return true
}

/** Provider admins see it in the list of the team, until the person has signed in. @returns whether it was new */
async function askColleagues(tx: Transaction, id: string): Promise<boolean> {
  const user = await tx.em.findOne(ProviderUser, { id, status: ProviderUserStatus.CONFIRMED }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  if (!user || user.askedForHelpAt)
    return false
  user.askedForHelpAt = tx.now
  tx.record('ProviderUser_AskedForHelp', { providerId: user.providerId, subject: user.forEvent() }, { email: user.email })
  return true
}

/** The User-Agent is left out: anybody may ask, and would choose words of the mail by it. */
function askedMail(to: string, { device, link, known }: { device: Device, link: string, known: boolean }) {
  const from = `${device.ip}, ${deviceTypes[device.type]}`
  return bilingual({ to }, ['You asked for help signing in', '您请求了登录帮助'], [
    known
      ? 'Somebody said on the sign-in page that you have forgotten your master password. Your owners and your provider see it and will call you.'
      : 'Somebody said on the sign-in page that you have forgotten your master password. No company that you belong to can be told, or all have been told already.',
    '',
    `From: ${from}`,
    '',
    `If it was not you, you need do nothing; your password was not changed. ${link}`,
  ], [
    known
      ? '有人在登录页面表示您忘记了主密码。您的所有者和服务商已看到该请求，会与您联系。'
      : '有人在登录页面表示您忘记了主密码。没有可以通知的公司，或均已通知。',
    '',
    `来源：${from}`,
    '',
    `如果不是您本人的操作，无需处理；您的密码没有更改。${link}`,
  ])
}

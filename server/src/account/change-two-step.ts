import { classOf } from '@wardroom/schema/two-step'
import type { TwoStepKind } from '@wardroom/schema/two-step'
import type pg from 'pg'
import type { Device } from '../access/device.js'
import type { Identity } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import { isUuid } from '../access/tenants.js'
import type { MailText } from '../mail/mail.js'
import type { Services } from '../request/services.js'
import { addAuthenticator } from '../second-factor/authenticator-method.js'
import { takeChallenge } from '../second-factor/challenges.js'
import { addMailbox, hasSecondFactor, readMethods, removeMethod } from '../second-factor/methods.js'
import { makeRecoveryCode, removeSecondFactors } from '../second-factor/recovery-code.js'
import { countRememberedDevices } from '../second-factor/remembered-devices.js'
import { addSecurityKey } from '../second-factor/security-keys.js'
import { checkIntroduction, siteOf } from '../second-factor/webauthn.js'
import type { KeyIntroduction } from '../second-factor/webauthn.js'
import { changeWithEvent } from './account-events.js'
import { recoveryRenewedMail } from './account-mails.js'
import type { Told } from './account-mails.js'
import { accountById } from './accounts.js'
import { takeMailedCode } from './email-code.js'
import { endSessions } from './end-sessions.js'
import { requireOwnRights } from './own-rights.js'
import { factorAddedMail, factorRemovedMail } from './two-step-mails.js'
import type { TwoStep } from './two-step.js'

type Person = Identity & { sessionId: string }
type Queryable = Pick<pg.Pool, 'query'>
interface Origin { device: Device, now: Date }

export async function twoStepOf({ database: { system } }: Services, accountId: string, now: Date): Promise<TwoStep> {
  const account = (await accountById(system, accountId))!
  return {
    methods: (await readMethods(system, accountId)).map(method => ({ ...method, class: classOf(method.kind) })),
    recoveryCodeMadeAt: account.recoveryCodeMadeAt,
    rememberedDevices: await countRememberedDevices(system, account, now),
  }
}

/** @returns the recovery code; null where there was one before. Errors: SET_UP_EXPIRED, WRONG_CODE, METHOD_EXISTS. */
export async function turnOnAuthenticator(
  services: Services,
  person: Person,
  offer: { id: string, code: string },
  origin: Origin,
): Promise<string | null> {
  if (!isUuid(offer.id))
    throw new Refused('SET_UP_EXPIRED')
  return addFactor(services, person, 'AUTHENTICATOR', origin, db =>
    addAuthenticator(db, services.secrets.atRestKey, person, offer, origin.now))
}

/**
 * @returns the recovery code; null where there was one before
 * Errors: SET_UP_EXPIRED, SECURITY_KEY_REFUSED, SECURITY_KEY_LIMIT, METHOD_EXISTS.
 */
export async function turnOnSecurityKey(
  services: Services,
  person: Person,
  { name, ...introduction }: KeyIntroduction & { name: string },
  origin: Origin,
): Promise<string | null> {
  const challenge = await takeChallenge(services.database.system, person.sessionId, 'ADD', origin.now)
  if (challenge === undefined)
    throw new Refused('SET_UP_EXPIRED')
  const key = await checkIntroduction(siteOf(services.config.origin), challenge, introduction)
  if (!key)
    throw new Refused('SECURITY_KEY_REFUSED')
  return addFactor(services, person, 'WEBAUTHN', origin, db => addSecurityKey(db, person.accountId, name, key, origin.now))
}

/** @returns the recovery code; null where there was one before. Errors: WRONG_CODE, METHOD_EXISTS. */
export async function turnOnMailbox(services: Services, person: Person, code: string, origin: Origin): Promise<string | null> {
  const account = (await accountById(services.database.system, person.accountId))!
  if (!await takeMailedCode(services, account, { purpose: 'ADD', place: person.sessionId }, code, origin.now))
    throw new Refused('WRONG_CODE', 'This code is wrong, older than five minutes, or was tried too often; have another one mailed.')
  return addFactor(services, person, 'EMAIL', origin, db => addMailbox(db, person.accountId, origin.now))
}

/** The first one comes with a recovery code. */
async function addFactor(
  services: Services,
  person: Person,
  method: TwoStepKind,
  origin: Origin,
  add: (db: Queryable) => Promise<void>,
): Promise<string | null> {
  let code: string | null = null
  await changeOwn(services, person, origin, async (db, told) => {
    const first = !await hasSecondFactor(db, person.accountId)
    await add(db)
    code = first ? await makeRecoveryCode(db, person.accountId, origin.now) : null
    return { name: 'User_Updated2fa', details: { method }, mail: factorAddedMail(told, method, { first }) }
  })
  return code
}

/** With the last method go the recovery code and the remembered devices. Errors: NOT_FOUND. */
export async function turnOffMethod(services: Services, person: Person, id: string, origin: Origin): Promise<void> {
  await changeOwn(services, person, origin, async (db, told) => {
    const method = isUuid(id) ? await removeMethod(db, person.accountId, id) : undefined
    if (!method)
      throw new Refused('NOT_FOUND')
    const last = !await hasSecondFactor(db, person.accountId)
    if (last)
      await removeSecondFactors(db, person.accountId)
    return { name: 'User_Disabled2fa', details: { method }, mail: factorRemovedMail(told, method, { last }) }
  })
}

/** @returns the new one. Errors: WRONG_STATUS without two-step login. */
export async function renewRecoveryCode(services: Services, person: Person, origin: Origin): Promise<string> {
  let code = ''
  await services.limiter.count('twoStepChangeByAccount', person.accountId)
  await changeWithEvent(services, origin, async (db) => {
    await requireOwnRights(db, person)
    if (!await hasSecondFactor(db, person.accountId))
      throw new Refused('WRONG_STATUS', 'There is no two-step login to recover; set it up first.')
    code = await makeRecoveryCode(db, person.accountId, origin.now)
    const account = (await accountById(db, person.accountId))!
    const mail = recoveryRenewedMail({ to: account.email, link: services.config.origin, ...origin })
    return { account, name: 'User_Updated2fa', details: { method: 'RECOVERY_CODE' }, mail }
  })
  return code
}

type Change = (db: Queryable, told: Told) => Promise<
  { name: 'User_Updated2fa' | 'User_Disabled2fa', details: { method: string }, mail: MailText }
>

/** Every other session of the person ends with it: they began in another way. */
async function changeOwn(services: Services, person: Person, origin: Origin, change: Change): Promise<void> {
  await services.limiter.count('twoStepChangeByAccount', person.accountId)
  await changeWithEvent(services, origin, async (db) => {
    await requireOwnRights(db, person)
    const account = (await accountById(db, person.accountId))!
    const done = await change(db, { to: account.email, link: services.config.origin, ...origin })
    await endSessions(db, account.id, { but: person.sessionId })
    return { account, ...done }
  })
  services.identities.forget()
}

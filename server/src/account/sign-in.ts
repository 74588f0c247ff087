import { strongestFirst } from '@wardroom/schema/two-step'
import type { TwoStepKind } from '@wardroom/schema/two-step'
import { requireEmail } from '../lib/text.js'
import { Refused } from '../lib/refused.js'
import type { Services } from '../request/services.js'
import { signAccessToken } from './access-token.js'
import { changeWithEvent, recordAccountEvent } from './account-events.js'
import { accountByEmail, accountById, decoyKdf } from './accounts.js'
import { isRemembered } from '../second-factor/remembered-devices.js'
import { readMethods } from '../second-factor/methods.js'
import { openSecondStep } from '../second-factor/second-steps.js'
import { addressKey, networkKey } from '../lib/ip-address.js'
import { hashPassword, requirePlace, verifyPassword } from './password-hash.js'
import type { Kdf } from './registration.js'
import type { Device } from '../access/device.js'
import { beginSession } from './begin-session.js'
import type { Opened, SignedIn, SignInOrigin } from './begin-session.js'

/** The master password was right; one of these is asked for, the strongest first. */
export interface SecondStepAsked {
  token: string
  expiresAt: Date
  methods: TwoStepKind[]
}

/** The numbers a device needs to derive the master key; an unknown address gets plausible ones. */
export async function prelogin(services: Services, emailText: string, device: Device): Promise<{ kdf: Kdf, salt: string }> {
  await services.limiter.count('preloginByAddress', addressKey(device.ip))
  const email = requireEmail(emailText)
  const decoy = decoyKdf(email, services.secrets)
  const account = await accountByEmail(services.database.system, email)
  return { kdf: account?.kdf ?? decoy, salt: email }
}

/**
 * Checks the proof of the master password. An unknown address and a wrong password take the same path and the same time.
 * @param remembered what this device was given where it needs no second step
 */
export async function signIn(
  services: Services,
  { email: emailText, masterPasswordHash, remembered }: { email: string, masterPasswordHash: string, remembered?: string | undefined },
  { device, now, browser }: SignInOrigin,
): Promise<Opened | SecondStepAsked> {
  const { database: { system }, secrets, limiter, appender, log } = services
  const email = requireEmail(emailText)
  const network = networkKey(device.ip)
  await limiter.count('signInByAddress', addressKey(device.ip))
  if (network)
    await limiter.count('signInByNetwork', network)
  await limiter.count('signInByAccount', email)
  requirePlace()
  await limiter.count('signInByAll', '') // last: what was refused before does not use up what is there for all
  const account = await accountByEmail(system, email)
  const { matches, stale } = await verifyPassword(
    masterPasswordHash,
    account?.passwordHash ?? await dummyHash(secrets.pepper),
    secrets.pepper,
  )
  if (!account)
    throw new Refused('WRONG_CREDENTIALS')
  if (!matches) {
    // Not awaited: only a known address has logs to write, and the response time would reveal that.
    void recordAccountEvent({ system, appender, account, device, now }, 'User_FailedLogIn', { device: device.name })
      .catch((error: unknown) => log.warn({ err: error }, 'a failed sign-in could not be logged'))
    throw new Refused('WRONG_CREDENTIALS')
  }
  if (stale) {
    await system.query(
      'update account set password_hash = $2 where id = $1 and password_hash = $3', // another may have been set meanwhile
      [account.id, await hashPassword(masterPasswordHash, secrets.pepper), account.passwordHash],
    )
  }
  await limiter.forgive('signInByAccount', email)
  await limiter.giveBack('signInByAddress', addressKey(device.ip))
  if (network)
    await limiter.giveBack('signInByNetwork', network)
  const methods = await readMethods(system, account.id)
  if (methods.length && !await isRemembered(system, account, remembered, device, now)) {
    await limiter.count('secondStepOpened', `${account.id} ${addressKey(device.ip)}`)
    return { ...await openSecondStep(system, account, device, now), methods: strongestFirst(methods.map(({ kind }) => kind)) }
  }
  return beginSession(services, account, { device, now, browser, proved: !methods.length })
}

/** Trades a refresh token for its successor and a new access token. A token used twice ends the session and is logged. */
export async function refresh(services: Services, token: string, device: Device, now: Date): Promise<SignedIn> {
  const { database: { system }, sessions, secrets, limiter } = services
  await limiter.count('refreshByAddress', addressKey(device.ip))
  const result = await sessions.refresh(token, device, now) ?? await refuseReused(services, token, device, now)
  const account = await accountById(system, result.accountId)
  if (!account)
    throw new Refused('SESSION_ENDED')
  await limiter.giveBack('refreshByAddress', addressKey(device.ip))
  const access = await signAccessToken({ accountId: account.id, sessionId: result.sessionId, stamp: account.securityStamp }, secrets, now)
  return { ...access, refreshToken: result.refreshToken, session: { expiresAt: result.expiresAt, idleAt: result.idleAt }, account }
}

/** A token that was used before is theft: its session ends, and the person's logs are told in the same transaction. */
async function refuseReused(services: Services, token: string, device: Device, now: Date): Promise<never> {
  let reused = false
  await changeWithEvent(services, { device, now }, async (db) => {
    const ended = await services.sessions.endReused(db, token, now)
    const account = ended && await accountById(db, ended.accountId)
    reused = account !== undefined
    return account && { account, name: 'Session_RefreshReused', details: { sessionId: ended.sessionId } }
  })
  services.identities.forget()
  throw reused
    ? new Refused('SESSION_ENDED', 'This session was ended because its credential was used twice; sign in again and check your sessions.')
    : new Refused('SESSION_ENDED')
}

export async function signOut(services: Services, token: string, device: Device, now: Date): Promise<void> {
  await changeWithEvent(services, { device, now }, async (db) => {
    const ended = await services.sessions.end(db, token, now)
    const account = ended && await accountById(db, ended.accountId)
    return account && { account, name: 'User_SignedOut', details: { sessionId: ended.sessionId } }
  })
  services.identities.forget()
}

let dummy: Promise<string> | undefined

/** Compared with for unknown addresses, so that the answer takes as long as for a known one. */
function dummyHash(pepper: Buffer): Promise<string> {
  dummy ??= hashPassword('nobody has this password', pepper).catch((error) => {
    dummy = undefined
    throw error
  })
  return dummy
}

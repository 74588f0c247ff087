import type { Device } from '../access/device.js'
import { addressKey } from '../lib/ip-address.js'
import { Refused } from '../lib/refused.js'
import { tokenHash } from '../lib/secret-token.js'
import type { Services } from '../request/services.js'
import { hasMailbox } from '../second-factor/methods.js'
import { useRecoveryCode } from '../second-factor/recovery-code.js'
import { rememberDevice } from '../second-factor/remembered-devices.js'
import { credentialIdsOf } from '../second-factor/security-keys.js'
import { challengeSecondStep, closeSecondStep, readSecondStep, takeSecondStepChallenge } from '../second-factor/second-steps.js'
import { siteOf } from '../second-factor/webauthn.js'
import type { KeyAnswer } from '../second-factor/webauthn.js'
import { changeWithEvent } from './account-events.js'
import { recoveryUsedMail } from './account-mails.js'
import { accountById } from './accounts.js'
import type { Account } from './accounts.js'
import { beginSession } from './begin-session.js'
import type { Opened, SignInOrigin } from './begin-session.js'
import { mailCode } from './email-code.js'
import { endSessions } from './end-sessions.js'
import type { SecurityKeyChallenge } from './security-key.js'
import { refuseCode, requireCode, requireMailedCode, requireSecurityKey } from './use-factor.js'

export const codeMethods = ['AUTHENTICATOR', 'EMAIL', 'RECOVERY_CODE'] as const

/** What is shown beside the master password. */
export type Factor = { method: typeof codeMethods[number], code: string } | { method: 'WEBAUTHN', securityKey: KeyAnswer }

export interface SecondStepAnswer {
  token: string
  factor: Factor
  /** Whether this device needs no second step for thirty days. */
  remember: boolean
}

interface Origin {
  device: Device
  now: Date
}

/** Errors: SECOND_STEP_EXPIRED, WRONG_CODE, SECURITY_KEY_REFUSED, TOO_MANY_REQUESTS, SESSION_ENDED. */
export async function takeSecondStep(
  services: Services,
  { token, factor, remember }: SecondStepAnswer,
  origin: SignInOrigin,
): Promise<Opened & { remembered?: { token: string, expiresAt: Date } }> {
  const { database: { system }, limiter } = services
  const { device, now, browser } = origin
  await limiter.count('signInByAddress', addressKey(device.ip))
  const account = await accountOf(services, token, now)
  const recovers = factor.method === 'RECOVERY_CODE'
  const proved = await (recovers
    ? withRecoveryCode(services, account, factor.code, origin)
    : withFactor(services, account, origin, () => requireFactor(services, account, token, factor, origin)))
  if (!await closeSecondStep(system, token))
    throw new Refused('SECOND_STEP_EXPIRED')
  await limiter.giveBack('signInByAddress', addressKey(device.ip))
  const signedIn = await beginSession(services, proved, { device, now, browser, proved: true })
  return remember && !recovers ? { ...signedIn, remembered: await rememberDevice(system, proved, device, now) } : signedIn
}

/** What a security key is to sign for this second step. Errors: SECOND_STEP_EXPIRED, WRONG_STATUS, TOO_MANY_REQUESTS. */
export async function challengeAtSecondStep(services: Services, token: string, { device, now }: Origin): Promise<SecurityKeyChallenge> {
  const { database: { system }, config, limiter } = services
  await limiter.count('securityKeyChallenge', addressKey(device.ip))
  const account = await accountOf(services, token, now)
  const credentialIds = await credentialIdsOf(system, account.id)
  if (!credentialIds.length)
    throw new Refused('WRONG_STATUS', 'The account has no security key; use another method.')
  const challenge = await challengeSecondStep(system, token, now)
  if (challenge === undefined)
    throw new Refused('SECOND_STEP_EXPIRED')
  return { challenge, credentialIds, rpId: siteOf(config.origin).rpId }
}

/** Mails a code: only who gave the master password has a second step. Errors: SECOND_STEP_EXPIRED, WRONG_STATUS, TOO_MANY_REQUESTS. */
export async function mailAtSecondStep(services: Services, token: string, origin: Origin): Promise<{ email: string, expiresAt: Date }> {
  await services.limiter.count('signInByAddress', addressKey(origin.device.ip))
  const account = await accountOf(services, token, origin.now)
  if (!await hasMailbox(services.database.system, account.id))
    throw new Refused('WRONG_STATUS', 'No codes are mailed to this account; use another method.')
  const mailed = await mailCode(services, account, { purpose: 'SIGN_IN', place: placeOf(token) }, origin)
  await services.limiter.giveBack('signInByAddress', addressKey(origin.device.ip))
  return mailed
}

const placeOf = (token: string) => tokenHash(token).toString('hex')

/** Whoever gave the master password; another password since then, or a session ended everywhere, and it counts no more. */
async function accountOf({ database: { system } }: Services, token: string, now: Date): Promise<Account> {
  const step = await readSecondStep(system, token, now)
  const account = step && await accountById(system, step.accountId)
  if (!account || account.securityStamp !== step.securityStamp)
    throw new Refused('SECOND_STEP_EXPIRED')
  return account
}

/** Tries are counted for the account, and more strictly for each address; right ones give nobody else's back. */
async function withFactor({ limiter }: Services, account: Account, { device }: Origin, require: () => Promise<void>): Promise<Account> {
  const here = `${account.id} ${addressKey(device.ip)}`
  await limiter.count('secondStepByAccountAndAddress', here)
  await limiter.count('secondStepByAccount', account.id)
  await require()
  await limiter.forgive('secondStepByAccountAndAddress', here)
  await limiter.giveBack('secondStepByAccount', account.id)
  return account
}

async function requireFactor(services: Services, account: Account, token: string, factor: Factor, origin: Origin): Promise<void> {
  if (factor.method === 'WEBAUTHN')
    await requireSecurityKey(services, account, await takeSecondStepChallenge(services.database.system, token), factor.securityKey, origin)
  else if (factor.method === 'EMAIL')
    await requireMailedCode(services, account, { purpose: 'SIGN_IN', place: placeOf(token) }, factor.code, origin)
  else
    await requireCode(services, account, factor.code, origin)
}

/**
 * Every second factor goes, with every session there is, and the person is told. Nobody guesses such a code, so that tries elsewhere shut
 * nobody out.
 * @returns the account with its new stamp
 */
async function withRecoveryCode(services: Services, account: Account, code: string, origin: Origin): Promise<Account> {
  const { config, limiter, identities } = services
  const here = `${account.id} ${addressKey(origin.device.ip)}`
  await limiter.count('secondStepByAccountAndAddress', here)
  let securityStamp: string | undefined
  await changeWithEvent(services, origin, async (db) => {
    if (!await useRecoveryCode(db, account.id, code))
      return undefined
    securityStamp = (await endSessions(db, account.id, { but: null })).securityStamp
    return {
      account,
      name: 'User_Recovered2fa',
      details: { device: origin.device.name },
      mail: recoveryUsedMail({ to: account.email, link: config.origin, ...origin }),
    }
  })
  identities.forget()
  if (securityStamp === undefined)
    await refuseCode(services, account, origin)
  await limiter.forgive('secondStepByAccountAndAddress', here)
  return { ...account, securityStamp: securityStamp! }
}

import type { Device } from '../access/device.js'
import { addressKey } from '../lib/ip-address.js'
import { Refused } from '../lib/refused.js'
import type { Services } from '../request/services.js'
import { useCode } from '../second-factor/methods.js'
import { useRecoveryCode } from '../second-factor/recovery-code.js'
import { rememberDevice } from '../second-factor/remembered-devices.js'
import { closeSecondStep, readSecondStep } from '../second-factor/second-steps.js'
import { changeWithEvent } from './account-events.js'
import { recoveryUsedMail } from './account-mails.js'
import { accountById } from './accounts.js'
import type { Account } from './accounts.js'
import { beginSession } from './begin-session.js'
import type { SignedIn } from './begin-session.js'
import { endSessions } from './end-sessions.js'
import { refuseCode } from './proof.js'

export const secondStepMethods = ['AUTHENTICATOR', 'RECOVERY_CODE'] as const

export interface SecondStepAnswer {
  token: string
  method: typeof secondStepMethods[number]
  code: string
  /** Whether this device needs no second step for thirty days. */
  remember: boolean
}

interface Origin {
  device: Device
  now: Date
}

/** Errors: SECOND_STEP_EXPIRED, WRONG_CODE, TOO_MANY_REQUESTS, SESSION_ENDED. */
export async function takeSecondStep(
  services: Services,
  { token, method, code, remember }: SecondStepAnswer,
  origin: Origin,
): Promise<SignedIn & { remembered?: { token: string, expiresAt: Date } }> {
  const { database: { system }, limiter } = services
  const { device, now } = origin
  await limiter.count('signInByAddress', addressKey(device.ip))
  const account = await accountOf(services, token, now)
  const recovers = method === 'RECOVERY_CODE'
  const proved = await (recovers ? withRecoveryCode(services, account, code, origin) : withCode(services, account, code, origin))
  if (!await closeSecondStep(system, token))
    throw new Refused('SECOND_STEP_EXPIRED')
  await limiter.giveBack('signInByAddress', addressKey(device.ip))
  const signedIn = await beginSession(services, proved, { device, now, proved: true })
  return remember && !recovers ? { ...signedIn, remembered: await rememberDevice(system, proved, device, now) } : signedIn
}

/** Whoever gave the master password; another password since then, or a session ended everywhere, and it counts no more. */
async function accountOf({ database: { system } }: Services, token: string, now: Date): Promise<Account> {
  const step = await readSecondStep(system, token, now)
  const account = step && await accountById(system, step.accountId)
  if (!account || account.securityStamp !== step.securityStamp)
    throw new Refused('SECOND_STEP_EXPIRED')
  return account
}

/** Tries are counted for the account, and more strictly for each address; right ones give nobody else's back. */
async function withCode(services: Services, account: Account, code: string, origin: Origin): Promise<Account> {
  const { database: { system }, limiter, secrets } = services
  const here = `${account.id} ${addressKey(origin.device.ip)}`
  await limiter.count('secondStepByAccountAndAddress', here)
  await limiter.count('secondStepByAccount', account.id)
  if (!await useCode(system, secrets.atRestKey, account.id, code, origin.now))
    await refuseCode(services, account, origin)
  await limiter.forgive('secondStepByAccountAndAddress', here)
  await limiter.giveBack('secondStepByAccount', account.id)
  return account
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

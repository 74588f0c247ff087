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
import { requireCode } from './proof.js'

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

/** Errors: SECOND_STEP_EXPIRED, WRONG_CODE, TOO_MANY_REQUESTS. */
export async function takeSecondStep(
  services: Services,
  { token, method, code, remember }: SecondStepAnswer,
  { device, now }: Origin,
): Promise<SignedIn & { remembered?: { token: string, expiresAt: Date } }> {
  const { database: { system }, limiter, secrets } = services
  await limiter.count('signInByAddress', addressKey(device.ip))
  const account = await accountOf(services, token, now)
  const isRight = method === 'RECOVERY_CODE'
    ? () => recover(services, account, code, { device, now })
    : () => useCode(system, secrets.atRestKey, account.id, code, now)
  await requireCode(services, account, { device, now }, isRight)
  if (!await closeSecondStep(system, token, device))
    throw new Refused('SECOND_STEP_EXPIRED')
  await limiter.giveBack('signInByAddress', addressKey(device.ip))
  const current = (await accountById(system, account.id))! // a recovery code has given it another stamp
  const signedIn = await beginSession(services, current, { device, now, proved: true })
  return remember && method !== 'RECOVERY_CODE' ? { ...signedIn, remembered: await rememberDevice(system, current, device, now) } : signedIn
}

/** Whoever gave the master password; another password since then, or a session ended everywhere, and it counts no more. */
async function accountOf({ database: { system } }: Services, token: string, now: Date): Promise<Account> {
  const step = await readSecondStep(system, token, now)
  const account = step && await accountById(system, step.accountId)
  if (!account || account.securityStamp !== step.securityStamp)
    throw new Refused('SECOND_STEP_EXPIRED')
  return account
}

/** Every second factor goes, with every session there is, and the person is told. */
async function recover(services: Services, account: Account, code: string, origin: Origin): Promise<boolean> {
  const { config } = services
  let recovered = false
  await changeWithEvent(services, origin, async (db) => {
    recovered = await useRecoveryCode(db, account.id, code)
    if (!recovered)
      return undefined
    await db.query('update account set security_stamp = gen_random_uuid() where id = $1', [account.id])
    await db.query('update session set revoked_at = now() where account_id = $1 and revoked_at is null', [account.id])
    return {
      account,
      name: 'User_Recovered2fa',
      details: { device: origin.device.name },
      mail: recoveryUsedMail({ to: account.email, link: config.origin, ...origin }),
    }
  })
  services.identities.forget()
  return recovered
}

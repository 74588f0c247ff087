import type { Device } from '../access/device.js'
import { addressKey } from '../lib/ip-address.js'
import { Refused } from '../lib/refused.js'
import type { Services } from '../request/services.js'
import { hasSecondFactor, useCode } from '../second-factor/methods.js'
import { recordAccountEvent } from './account-events.js'
import { accountById } from './accounts.js'
import type { Account } from './accounts.js'
import { requirePlace, verifyPassword } from './password-hash.js'

interface Origin {
  device: Device
  now: Date
}

/** All that the account can ask for. */
export interface FullProof {
  masterPasswordHash: string
  /** Of the authenticator, where the account has one. */
  code?: string | null | undefined
}

/**
 * That it is the person who asks, as at a sign-in on a new device. Guessing here is counted with guessing at sign-in, and stands in the
 * same logs. Errors: WRONG_CREDENTIALS, CODE_REQUIRED, WRONG_CODE, TOO_MANY_REQUESTS.
 */
export async function requireFullProof(
  services: Services,
  accountId: string,
  { masterPasswordHash, code }: FullProof,
  { device, now }: Origin,
): Promise<Account> {
  const { database: { system }, limiter, appender, secrets: { pepper } } = services
  const account = (await accountById(system, accountId))!
  await limiter.count('signInByAccount', account.email)
  requirePlace()
  const { matches } = await verifyPassword(masterPasswordHash, account.passwordHash, pepper)
  if (!matches) {
    await recordAccountEvent({ system, appender, account, device, now }, 'User_FailedLogIn', { device: device.name })
    throw new Refused('WRONG_CREDENTIALS')
  }
  await limiter.forgive('signInByAccount', account.email)
  if (await hasSecondFactor(system, account.id)) {
    if (!code)
      throw new Refused('CODE_REQUIRED')
    await requireCode(services, account, { device, now }, () => useCode(system, services.secrets.atRestKey, account.id, code, now))
  }
  return account
}

/** Tries are counted for the account, and more strictly for each address; wrong ones stand in the person's logs. Errors: WRONG_CODE. */
export async function requireCode(
  { database: { system }, limiter, appender }: Services,
  account: Account,
  { device, now }: Origin,
  isRight: () => Promise<boolean>,
): Promise<void> {
  const here = `${account.id} ${addressKey(device.ip)}`
  await limiter.count('secondStepByAccountAndAddress', here)
  await limiter.count('secondStepByAccount', account.id)
  if (!await isRight()) {
    await recordAccountEvent({ system, appender, account, device, now }, 'User_FailedLogIn2fa', { device: device.name })
    throw new Refused('WRONG_CODE')
  }
  await limiter.forgive('secondStepByAccountAndAddress', here)
  await limiter.forgive('secondStepByAccount', account.id)
}

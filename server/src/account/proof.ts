import type { Device } from '../access/device.js'
import { Refused } from '../lib/refused.js'
import type { Services } from '../request/services.js'
import { takeChallenge } from '../second-factor/challenges.js'
import { hasSecondFactor } from '../second-factor/methods.js'
import type { KeyAnswer } from '../second-factor/webauthn.js'
import { recordAccountEvent } from './account-events.js'
import { accountById } from './accounts.js'
import type { Account } from './accounts.js'
import { requirePlace, verifyPassword } from './password-hash.js'
import { requireCode, requireMailedCode, requireSecurityKey } from './use-factor.js'

interface Origin {
  device: Device
  now: Date
}

/** All that the account can ask for. */
export interface FullProof {
  masterPasswordHash: string
  /** Of the authenticator. Where the account has two-step login, one of these. */
  code?: string | null | undefined
  /** To the challenge of this session. */
  securityKey?: KeyAnswer | null | undefined
  /** That was mailed to this session. */
  emailCode?: string | null | undefined
}

/**
 * That it is the person who asks, as at a sign-in on a new device. Tries are counted by session, so that nobody who is out shuts anybody
 * out who is in; codes besides over all sessions, of which whoever has an API key or a remembered device gets one after the other. Wrong
 * ones stand in the same logs as at sign-in.
 * Errors: WRONG_CREDENTIALS, CODE_REQUIRED, WRONG_CODE, SECURITY_KEY_REFUSED, TOO_MANY_REQUESTS.
 */
export async function requireFullProof(
  services: Services,
  { accountId, sessionId }: { accountId: string, sessionId: string },
  { masterPasswordHash, code, securityKey, emailCode }: FullProof,
  origin: Origin,
): Promise<Account> {
  const { database: { system }, limiter } = services
  const account = (await accountById(system, accountId))!
  await limiter.count('proofBySession', sessionId)
  const asksSecond = await hasSecondFactor(system, account.id)
  if (asksSecond && !code && !securityKey && !emailCode) // before the password is tried, so that it is no way to try passwords
    throw new Refused('CODE_REQUIRED')
  await requirePassword(services, account, masterPasswordHash, origin)
  if (!asksSecond)
    return account
  await limiter.count('proofCodeByAccount', account.id)
  if (securityKey)
    await requireSecurityKey(services, account, await takeChallenge(system, sessionId, 'PROVE', origin.now), securityKey, origin)
  else if (emailCode)
    await requireMailedCode(services, account, { purpose: 'PROVE', place: sessionId }, emailCode, origin)
  else
    await requireCode(services, account, code!, origin)
  await limiter.giveBack('proofCodeByAccount', account.id)
  return account
}

/**
 * The master password alone, of a session that has a fresh proof already: what is sealed anew is sealed under the one that is in force.
 * Errors: WRONG_CREDENTIALS, TOO_MANY_REQUESTS.
 */
export async function requireMasterPassword(
  services: Services,
  { accountId, sessionId }: { accountId: string, sessionId: string },
  masterPasswordHash: string,
  origin: Origin,
): Promise<Account> {
  const account = (await accountById(services.database.system, accountId))!
  await services.limiter.count('proofBySession', sessionId)
  await requirePassword(services, account, masterPasswordHash, origin)
  return account
}

async function requirePassword(
  { database: { system }, appender, secrets: { pepper } }: Services,
  account: Account,
  masterPasswordHash: string,
  origin: Origin,
): Promise<void> {
  requirePlace()
  const { matches } = await verifyPassword(masterPasswordHash, account.passwordHash, pepper)
  if (!matches) {
    await recordAccountEvent({ system, appender, account, ...origin }, 'User_FailedLogIn', { device: origin.device.name })
    throw new Refused('WRONG_CREDENTIALS')
  }
}

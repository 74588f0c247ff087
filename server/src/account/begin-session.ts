import type { MasterPasswordRules } from '@wardroom/schema/master-password-rules'
import { proofPurposes } from '@wardroom/schema/permissions'
import type { Device } from '../access/device.js'
import { Refused } from '../lib/refused.js'
import type { Services } from '../request/services.js'
import { signAccessToken } from './access-token.js'
import { changeWithEvent } from './account-events.js'
import type { Account } from './accounts.js'
import { meetDevice, newDeviceMail } from './known-devices.js'
import type { KnownBrowser } from './known-devices.js'
import { masterPasswordRulesOf } from './password-rules.js'
import type { SessionEnd, StartedSession } from './sessions.js'

/** What a browser keeps in memory after signing in; the refresh token goes into a cookie that scripts cannot read. */
export interface SignedIn {
  accessToken: string
  expiresAt: Date
  refreshToken: string
  session: SessionEnd
  account: Account
}

/** A session that began with the master password. */
export interface Opened extends SignedIn {
  /** What the password that was just typed is to be held to; null: nothing. Its browser sees to it. */
  passwordRules: MasterPasswordRules | null
  /** What the browser is known by from now on. */
  browser: KnownBrowser
}

/** Where a sign-in comes from; `browser` is what that browser is known by, if it has anything. */
export interface SignInOrigin {
  device: Device
  now: Date
  browser: string | undefined
}

/**
 * Errors: SESSION_ENDED where the account has changed since its proof was checked.
 * @param proved whether all that the account can ask for was shown just now, so that nothing needs a fresh proof for a while
 */
export async function beginSession(
  services: Services,
  account: Account,
  { device, now, browser: token, proved }: SignInOrigin & { proved: boolean },
): Promise<Opened> {
  const { database: { system }, limiter, secrets } = services
  await limiter.count('sessionByAccount', account.id)
  await makeRoom(services, account, device, now)
  const { session: started, browser } = await startSession(services, account, { device, now, token, proved })
  const { sessionId, refreshToken, ...session } = started
  await noteSignIn(services, account, now)
  const access = await signAccessToken({ accountId: account.id, sessionId, stamp: account.securityStamp }, secrets, now)
  const rules = await masterPasswordRulesOf(system, account.id)
  return { ...access, refreshToken, session, account, passwordRules: rules?.enforceOnLogin ? rules : null, browser }
}

/** For those who look after the person. A sign-in that waits too long for them goes on without. */
async function noteSignIn({ database: { system }, log }: Services, { id }: Account, now: Date): Promise<void> {
  await system.query('select note_sign_in($1, $2)', [id, now])
    .catch((error: unknown) => log.warn({ err: error }, 'a sign-in could not be noted with the person\'s memberships'))
}

/** Of too many sessions, those end that were not used for longest. */
async function makeRoom(services: Services, account: Account, device: Device, now: Date): Promise<void> {
  for (let full = true; full;) {
    await changeWithEvent(services, { device, now }, async (db) => {
      const ended = await services.sessions.endOldest(db, account.id, now)
      full = ended !== undefined
      return ended && { account, name: 'Session_Revoked', details: ended }
    })
  }
}

/** All that is kept of a sign-in, or nothing of it. */
async function startSession(
  services: Services,
  account: Account,
  { device, now, token, proved }: { device: Device, now: Date, token: string | undefined, proved: boolean },
): Promise<{ session: StartedSession, browser: KnownBrowser }> {
  const proofs = proved ? Object.fromEntries(proofPurposes.map(purpose => [purpose, now.getTime()])) : {}
  let started: { session: StartedSession, browser: KnownBrowser } | undefined
  await changeWithEvent(services, { device, now }, async (db) => {
    const session = await services.sessions.start(db, account, { proofs }, device, now)
    if (!session)
      throw new Refused('SESSION_ENDED', 'The account was changed at the same moment; sign in again.')
    const { browser, isNew } = await meetDevice(db, account.id, { now, token })
    started = { session, browser }
    return {
      account,
      name: 'User_LoggedIn',
      details: { device: device.name },
      mail: isNew ? newDeviceMail({ to: account.email, link: services.config.origin, device, now }) : [],
    }
  })
  return started!
}

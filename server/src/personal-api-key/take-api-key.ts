import { timingSafeEqual } from 'node:crypto'
import { signAccessToken } from '../account/access-token.js'
import { changeWithEvent } from '../account/account-events.js'
import { accountById } from '../account/accounts.js'
import type { Account } from '../account/accounts.js'
import type { Device } from '../access/device.js'
import { addressKey } from '../lib/ip-address.js'
import { Refused } from '../lib/refused.js'
import { tokenHash } from '../lib/secret-token.js'
import type { Services } from '../request/services.js'
import { accountIdIn } from './client-id.js'

/** What its session is called in lists. */
const apiKeyDevice = 'API key'

interface KeyRow {
  secretHash: Buffer
  securityStamp: string
  /** Of its session, where that still goes on. */
  sessionId: string | null
}

const find = `
  select k.secret_hash "secretHash", k.security_stamp "securityStamp", s.id "sessionId" from personal_api_key k
  left join session s on s.id = k.session_id and s.revoked_at is null and s.expires_at > $2 where k.account_id = $1`

/**
 * An access token for a personal API key, of the one session that the key has at a time; nothing refreshes it, the key gets another. Wrong
 * keys, unknown people and keys that no longer hold get the same answer. Errors: WRONG_CREDENTIALS, TOO_MANY_REQUESTS.
 */
export async function takeApiKey(
  services: Services,
  { clientId, clientSecret }: { clientId: string, clientSecret: string },
  { device, now }: { device: Device, now: Date },
): Promise<{ accessToken: string, expiresAt: Date }> {
  const { database: { system }, limiter, secrets } = services
  await limiter.count('apiKeyByAddress', addressKey(device.ip))
  const accountId = accountIdIn(clientId)
  const account = accountId && await accountById(system, accountId)
  const { rows: [key] } = account ? await system.query<KeyRow>(find, [account.id, now]) : { rows: [] }
  if (!account || !key || !timingSafeEqual(key.secretHash, tokenHash(clientSecret)) || key.securityStamp !== account.securityStamp)
    throw new Refused('WRONG_CREDENTIALS', 'This API key is wrong, was removed, or no longer holds since the account has changed; make another in your profile.')
  await limiter.giveBack('apiKeyByAddress', addressKey(device.ip))
  await limiter.count('apiKeyUseByAccount', account.id)
  const sessionId = key.sessionId ?? await beginSession(services, account, key, { device: { ...device, name: apiKeyDevice }, now })
  await system.query('update session set last_used_at = $2 where id = $1', [sessionId, now])
  await system.query('update personal_api_key set last_used_at = $2 where account_id = $1', [account.id, now])
  return signAccessToken({ accountId: account.id, sessionId, stamp: account.securityStamp }, secrets, now)
}

/** Of two programs that come at once, both have the session of the one that was faster. */
async function beginSession(
  services: Services,
  account: Account,
  { secretHash }: KeyRow,
  { device, now }: { device: Device, now: Date },
): Promise<string> {
  const { database: { system }, sessions } = services
  let sessionId: string | undefined
  await changeWithEvent(services, { device, now }, async (db) => {
    const started = await sessions.start(db, account, { proofs: {} }, device, now)
    if (!started)
      throw new Refused('SESSION_ENDED', 'The account was changed at the same moment; make another API key in your profile.')
    await db.query('select from personal_api_key where account_id = $1 for update', [account.id]) // what the faster one did is seen from here on
    const { rowCount: taken } = await db.query(
      `update personal_api_key k set session_id = $2 where account_id = $1 and secret_hash = $3
       and not exists (select from session s where s.id = k.session_id and s.revoked_at is null and s.expires_at > $4)`,
      [account.id, started.sessionId, secretHash, now],
    )
    if (taken) {
      sessionId = started.sessionId
      return { account, name: 'User_LoggedIn', details: { device: device.name } }
    }
    await db.query('delete from session where id = $1', [started.sessionId])
    return undefined
  })
  if (sessionId)
    return sessionId
  const { rows: [key] } = await system.query<KeyRow>(find, [account.id, now])
  if (!key?.sessionId || !key.secretHash.equals(secretHash))
    throw new Refused('WRONG_CREDENTIALS', 'This API key was replaced or removed at this very moment; use the new one.')
  return key.sessionId
}

import { jwtVerify, SignJWT } from 'jose'
import { minute } from '../lib/clock.js'
import { Refused } from '../lib/refused.js'
import type { Secrets } from '../config/secrets.js'

const issuer = 'wardroom'
const audience = 'wardroom:user'
const life = 5 * minute

/** What a person's short-lived credential says: which session, and the account's security stamp when it was made. */
export interface AccessClaims {
  accountId: string
  sessionId: string
  stamp: string
  /** Milliseconds since 1970. */
  expiresAt: number
}

export async function signAccessToken(
  { accountId, sessionId, stamp }: Omit<AccessClaims, 'expiresAt'>,
  { tokenKey }: Secrets,
  now: Date,
): Promise<{ accessToken: string, expiresAt: Date }> {
  const expiresAt = new Date(now.getTime() + life)
  const accessToken = await new SignJWT({ sid: sessionId, stamp })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(accountId)
    .setIssuedAt(Math.floor(now.getTime() / 1000))
    .setExpirationTime(Math.floor(expiresAt.getTime() / 1000))
    .sign(tokenKey.private)
  return { accessToken, expiresAt }
}

/** Algorithm, type, issuer and audience are fixed here and never taken from the token. */
export async function verifyAccessToken(token: string, { tokenKey }: Secrets): Promise<AccessClaims> {
  const { payload } = await jwtVerify(
    token,
    tokenKey.public,
    { algorithms: ['EdDSA'], typ: 'at+jwt', issuer, audience, requiredClaims: ['sub', 'sid', 'stamp', 'exp'] },
  )
    .catch(() => { throw new Refused('UNAUTHENTICATED') })
  return { accountId: String(payload.sub), sessionId: String(payload.sid), stamp: String(payload.stamp), expiresAt: payload.exp! * 1000 }
}

import { after, hour } from '../lib/clock.js'
import { newSecretToken, tokenHash } from '../lib/secret-token.js'

/** Every kind of invitation lives for five days. */
const life = 120 * hour

/** A fresh link; the database keeps only the hash of its token. */
export function newInvitation(origin: string, now: Date): { link: string, hash: Buffer, expiresAt: Date } {
  const token = newSecretToken()
  // Behind the #: it reaches neither a server's log nor another site.
  return { link: `${origin}/invitation#${token}`, hash: tokenHash(token), expiresAt: after(now, life) }
}

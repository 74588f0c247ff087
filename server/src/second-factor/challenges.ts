import type pg from 'pg'
import { after, minute } from '../lib/clock.js'
import { newSecretToken } from '../lib/secret-token.js'

type Queryable = Pick<pg.Pool, 'query'>

/** What a signed-in person's key signs for; the answer to one is none to another. */
export type ChallengePurpose = 'ADD' | 'PROVE'

/** How long a key may take. */
const life = 5 * minute

/** A new one for this session, in place of the one before. */
export async function makeChallenge(
  db: Queryable,
  sessionId: string,
  purpose: ChallengePurpose,
  now: Date,
): Promise<{ challenge: string, expiresAt: Date }> {
  const [challenge, expiresAt] = [newSecretToken(), after(now, life)]
  await db.query(
    `insert into security_key_challenge (session_id, purpose, challenge, expires_at) values ($1, $2, $3, $4)
     on conflict (session_id, purpose) do update set challenge = $3, expires_at = $4`,
    [sessionId, purpose, challenge, expiresAt],
  )
  return { challenge, expiresAt }
}

/** Each is taken once, on whatever process, whether or not the answer is right. */
export async function takeChallenge(db: Queryable, sessionId: string, purpose: ChallengePurpose, now: Date): Promise<string | undefined> {
  const { rows: [taken] } = await db.query<{ challenge: string, expiresAt: Date }>(
    'delete from security_key_challenge where session_id = $1 and purpose = $2 returning challenge, expires_at "expiresAt"',
    [sessionId, purpose],
  )
  return taken && taken.expiresAt > now ? taken.challenge : undefined
}

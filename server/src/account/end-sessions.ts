import type pg from 'pg'

/**
 * The account has another stamp, so that no access token and no sign-in of before counts, and no session of it goes on but one.
 * @param but the id of the session that goes on; null: none
 */
export async function endSessions(
  db: Pick<pg.Pool, 'query'>,
  accountId: string,
  { but }: { but: string | null },
): Promise<{ ended: number, securityStamp: string }> {
  const { rows: [account] } = await db.query<{ securityStamp: string }>(
    'update account set security_stamp = gen_random_uuid() where id = $1 returning security_stamp "securityStamp"',
    [accountId],
  )
  const { rowCount } = await db.query(
    'update session set revoked_at = now() where account_id = $1 and id is distinct from $2 and revoked_at is null',
    [accountId, but],
  )
  return { ended: rowCount ?? 0, securityStamp: account!.securityStamp }
}

/** A day later nobody asks for them; but the newest of an account tells whoever it joins later when it last signed in. */
export async function deleteEndedSessions(system: Pick<pg.Pool, 'query'>): Promise<void> {
  await system.query(
    `delete from session s where expires_at < now() - interval '1 day' or revoked_at < now() - interval '1 day'
       and exists (select from session newer where newer.account_id = s.account_id and newer.created_at > s.created_at)`,
  )
}

import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { MailText } from './mail.js'

/**
 * A mail about somebody's own account: of no provider, and sent with the rest.
 * @param accountId whom it goes with; null: the account is gone, and is told so
 * @returns its id, to be queued after the commit
 */
export async function keepAccountMail(
  db: Pick<pg.Pool, 'query'>,
  accountId: string | null,
  { to, subject, text }: MailText,
  now: Date,
): Promise<string> {
  const id = randomUUID()
  await db.query(
    'insert into mail (account_id, id, recipient, subject, body, created_at) values ($1, $2, $3, $4, $5, $6)',
    [accountId, id, to, subject, text, now],
  )
  return id
}

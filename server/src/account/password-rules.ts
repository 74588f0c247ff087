import { strictestOf } from '@wardroom/schema/master-password-rules'
import type { MasterPasswordRules } from '@wardroom/schema/master-password-rules'
import type pg from 'pg'

/** What the clients that somebody belongs to ask of their master password, the strictest of each; null: nothing beyond what all have. */
export async function masterPasswordRulesOf(system: pg.Pool, accountId: string): Promise<MasterPasswordRules | null> {
  const { rows } = await system.query<{ rules: MasterPasswordRules }>(
    `select p.rules from client_user u join policy p on p.client_id = u.client_id and p.kind = 'MASTER_PASSWORD' and p.enabled
     where u.account_id = $1 and u.status in ('ACCEPTED', 'CONFIRMED')`,
    [accountId],
  )
  return rows.length ? strictestOf(rows.map(({ rules }) => rules)) : null
}

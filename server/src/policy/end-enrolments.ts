import type { Client } from '../client/client.js'
import type { Transaction } from '../transaction/transaction.js'

/** Where forgotten passwords are reset no longer, nobody's key is kept for it. @returns of how many people it was */
export async function endEnrolments({ em }: Transaction, { id }: Client): Promise<number> {
  const ended = await em.execute<unknown[]>(
    `update client_user set recovery_key = null, recovery_binding = null, recovery_enrolled_at = null, recovery_enrolled = false
     where client_id = ? and recovery_enrolled returning id`,
    [id],
  )
  return ended.length
}

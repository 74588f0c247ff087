import type { InviteRow } from './invite-rows.js'
import { Refusal } from '../../lib/refusal.js'

/** A row that was refused stays refused while neither its address nor its role changes. */
export function rowKey({ email, role }: Pick<InviteRow, 'email' | 'role'>): string {
  return `${email} ${role}`
}

/** The reasons of single rows in the refusal of a whole list, which names them by their place among those that were sent. */
export function refusedRows({ facts: { rows } }: Refusal, sent: readonly InviteRow[]): Map<string, Refusal> {
  const reasons = new Map<string, Refusal>()
  for (const { line, code, message } of Array.isArray(rows) ? rows as { line: number, code: string, message: string }[] : []) {
    const row = sent[line - 1]
    if (row)
      reasons.set(rowKey(row), Refusal.told(code, message))
  }
  return reasons
}

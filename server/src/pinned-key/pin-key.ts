import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import { requireSealed } from '../lib/sealed.js'
import type { Transaction } from '../transaction/transaction.js'

/** The first pin stays, whoever asks later: @returns the one that stands. */
export async function pinKey(tx: Transaction, viewer: Viewer, tenantId: string, pin: string): Promise<string> {
  const { accountId, staff } = viewer.requirePerson()
  if (!staff.has(tenantId))
    await viewer.reach(Client, tenantId, 'client:read')
  return keepPin(tx, accountId, tenantId, pin)
}

/** For whoever reaches the key already. */
export async function keepPin(tx: Transaction, accountId: string, tenantId: string, pin: string): Promise<string> {
  requireSealed('pin', pin, 'pin')
  await tx.em.execute(
    'insert into pinned_key (account_id, tenant_id, pin, pinned_at) values (?, ?, ?, ?) on conflict do nothing',
    [accountId, tenantId, pin, tx.now],
  )
  const [standing] = await tx.em.execute<[{ pin: string }]>('select pin from pinned_key where account_id = ? and tenant_id = ?', [accountId, tenantId])
  return standing.pin
}

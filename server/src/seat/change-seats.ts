import { LockMode } from '@mikro-orm/postgresql'
import type { Viewer } from '../access/viewer.js'
import type { Client } from '../client/client.js'
import { regroup } from '../client/regroup.js'
import type { Transaction } from '../transaction/transaction.js'
import { Refused } from '../lib/refused.js'
import { allocatedSeats, settle } from '../seat-pool/settle.js'
import { SeatPool } from '../seat-pool/seat-pool.js'

declare module '../event/append.js' {
  interface EventDetails {
    Organization_SeatsAdded: { added: number, seats: number }
    Organization_SeatsRemoved: { removed: number, seats: number }
    Organization_SeatsAutoGrown: { added: number, seats: number, ceiling: number }
    Organization_AutoGrowChanged: { ceiling: number | null, was: number | null }
  }
}

/** Occupied seats of a client whose row is locked, so that the count holds until commit. */
export async function countOccupied({ em }: Transaction, clientId: string): Promise<number> {
  const [row] = await em.execute<Array<{ n: number }>>(
    `select count(*)::int n from client_user where client_id = ? and status in ('INVITED', 'ACCEPTED', 'CONFIRMED')`,
    [clientId],
  )
  return row!.n
}

/** Adds (or, negative, removes) seats of a locked client and settles with the provider's pool. */
export async function changeSeats(tx: Transaction, viewer: Viewer, client: Client, difference: number): Promise<void> {
  const occupied = await countOccupied(tx, client.id)
  client.setSeats(client.seats + difference, occupied)
  await settleWithPool(tx, client, difference, viewer)
  if (difference > 0)
    tx.record('Organization_SeatsAdded', about(client), { added: difference, seats: client.seats })
  else
    tx.record('Organization_SeatsRemoved', about(client), { removed: -difference, seats: client.seats })
}

/**
 * Makes room for `needed` more people in a locked client: out of its free seats, else by growing up to the ceiling that a provider
 * admin set. Refuses before anything is saved. That ceiling is the consent to buy, so whoever invites needs no right of their own.
 */
export async function makeRoom(tx: Transaction, client: Client, needed: number): Promise<void> {
  const occupied = await countOccupied(tx, client.id)
  const free = client.seats - occupied
  const missing = needed - free
  if (missing <= 0)
    return
  const { autoGrowCeiling: ceiling } = client
  if (ceiling == null)
    throw new Refused('NO_FREE_SEAT', `${needed} seats are needed and ${free} are free; add ${missing} seats or revoke someone first.`, { needed, free, missing })
  if (client.seats + missing > ceiling) {
    throw new Refused(
      'AUTO_GROW_CEILING',
      `${client.seats + missing} seats would be needed and the ceiling is ${ceiling}; raise it or revoke someone first.`,
      { needed, free, ceiling },
    )
  }
  client.setSeats(client.seats + missing, occupied)
  await settleWithPool(tx, client, missing, null)
  tx.record('Organization_SeatsAutoGrown', about(client), { added: missing, seats: client.seats, ceiling })
}

/**
 * Locks the pool: what two clients take at once is counted one after the other. The one place where a transaction reaches the
 * provider's pool for somebody who does not (people of the client, tools for some clients); without it they would grow for free.
 */
async function settleWithPool(tx: Transaction, client: Client, difference: number, buyer: Viewer | null): Promise<void> {
  const { providerId, plan } = client
  await tx.reaching(providerId, async () => {
    const pool = await tx.em.findOne(SeatPool, { providerId, plan }, { lockMode: LockMode.PESSIMISTIC_WRITE })
    if (!pool)
      return // a client that has left its provider has no pool
    await tx.em.flush() // so that the sum holds what this request did to other clients, too
    const after = await allocatedSeats(tx, providerId, plan)
    await settle(tx, pool, after - difference, after, buyer)
  })
  await regroup(tx, providerId, [client])
}

function about(client: Client) {
  return {
    providerId: client.providerId,
    client: client.forEvent(),
    subject: { kind: 'CLIENT', id: client.id, name: client.name } as const,
  }
}

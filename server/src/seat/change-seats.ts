import { LockMode } from '@mikro-orm/postgresql'
import type { Viewer } from '../access/viewer.js'
import type { Client } from '../client/client.js'
import type { Plan } from '../seat-pool/plan.js'
import type { Work } from '../transaction/transaction.js'
import { Refused } from '../lib/refused.js'
import { Provider } from '../provider/provider.js'
import { isPurchase, purchased } from '../seat-pool/pool-arithmetic.js'
import { SeatPool } from '../seat-pool/seat-pool.js'

declare module '../event/append.js' {
  interface EventDetails {
    Organization_SeatsAdded: { added: number, seats: number }
    Organization_SeatsRemoved: { removed: number, seats: number }
    Organization_SeatsAutoGrown: { added: number, seats: number, ceiling: number }
    Organization_AutoGrowChanged: { ceiling: number | null, was: number | null }
    Provider_SeatsPurchased: { plan: string, purchased: number, total: number }
    Provider_SeatsReleased: { plan: string, released: number, total: number }
    Provider_SeatMinimumChanged: { plan: string, minimum: number, was: number, purchased: number, purchasedBefore: number }
  }
}

/** Occupied seats of a client whose row is locked, so that the count holds until commit. */
export async function countOccupied({ em }: Work, clientId: string): Promise<number> {
  const [row] = await em.execute<Array<{ n: number }>>(`select count(*)::int n from client_user where client_id = ? and status in ('INVITED', 'ACCEPTED', 'CONFIRMED')`, [clientId])
  return row!.n
}

/** Adds (or, negative, removes) seats of a locked client and settles with the provider's pool (domain §1.8, §3). */
export async function changeSeats(work: Work, viewer: Viewer, client: Client, difference: number): Promise<void> {
  const mayBuy = viewer.can('seat:buy', { providerId: client.providerId })
  const occupied = await countOccupied(work, client.id)
  client.setSeats(client.seats + difference, occupied)
  await settleWithPool(work, client, difference, mayBuy)
  if (difference > 0)
    work.record('Organization_SeatsAdded', about(client), { added: difference, seats: client.seats })
  else
    work.record('Organization_SeatsRemoved', about(client), { removed: -difference, seats: client.seats })
}

/**
 * Makes room for `needed` more people in a locked client: out of its free seats, else by growing up to the ceiling that a provider
 * admin set. Refuses before anything is saved. That ceiling is the consent to buy, so whoever invites needs no right of their own.
 */
export async function makeRoom(work: Work, client: Client, needed: number): Promise<void> {
  const occupied = await countOccupied(work, client.id)
  const free = client.seats - occupied
  const missing = needed - free
  if (missing <= 0)
    return
  const { autoGrowCeiling: ceiling } = client
  if (ceiling == null)
    throw new Refused('NO_FREE_SEAT', `${needed} seats are needed and ${free} are free; add ${missing} seats or revoke someone first.`, { needed, free, missing })
  if (client.seats + missing > ceiling)
    throw new Refused('AUTO_GROW_CEILING', `${client.seats + missing} seats would be needed and the ceiling is ${ceiling}; raise it or revoke someone first.`, { needed, free, ceiling })
  client.setSeats(client.seats + missing, occupied)
  await settleWithPool(work, client, missing, true)
  work.record('Organization_SeatsAutoGrown', about(client), { added: missing, seats: client.seats, ceiling })
}

/**
 * Locks the pool: what two clients take at once is counted one after the other. The one place where a transaction reaches the
 * provider's pool for somebody who does not (people of the client, tools for some clients); without it they would grow for free.
 */
async function settleWithPool(work: Work, { providerId, plan }: Client, difference: number, mayBuy: boolean): Promise<void> {
  await work.em.execute(`select set_config('app.providers', (current_setting('app.providers')::uuid[] || ?::uuid)::text, true)`, [providerId])
  const pool = await work.em.findOne(SeatPool, { providerId, plan }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  if (!pool)
    return // a client that has left its provider has no pool
  await work.em.flush() // so that the sum holds what this request did to other clients, too
  const after = await allocatedSeats(work, providerId, plan)
  await settle(work, pool, after - difference, after, mayBuy)
}

/** The provider's side of a change of allocated seats: refuses a purchase without the right to it, and records it. */
export async function settle(work: Work, { providerId, plan, minimum }: SeatPool, before: number, after: number, mayBuy: boolean): Promise<void> {
  if (isPurchase(minimum, before, after) && !mayBuy) {
    throw new Refused('SEAT_PURCHASE_NEEDS_ADMIN', `The provider has paid for ${Math.max(minimum, before)} ${plan} seats and this needs ${after}; a provider admin must do it.`, { plan, paid: Math.max(minimum, before), needed: after })
  }
  const bought = purchased({ minimum, allocated: after }) - purchased({ minimum, allocated: before })
  if (!bought)
    return
  const { name } = await work.em.findOneOrFail(Provider, { id: providerId })
  const subject = { kind: 'PROVIDER', id: providerId, name } as const
  if (bought > 0)
    work.record('Provider_SeatsPurchased', { providerId, subject }, { plan, purchased: bought, total: purchased({ minimum, allocated: after }) })
  else
    work.record('Provider_SeatsReleased', { providerId, subject }, { plan, released: -bought, total: purchased({ minimum, allocated: after }) })
}

/** Σ seats of the provider's clients with this plan, as it stands in the database. */
export async function allocatedSeats({ em }: Work, providerId: string, plan: Plan | string): Promise<number> {
  const [row] = await em.execute<Array<{ total: number }>>('select coalesce(sum(seats), 0)::int total from client where provider_id = ? and plan = ?', [providerId, plan])
  return row!.total
}

function about(client: Client) {
  return { providerId: client.providerId, client: client.forEvent(), subject: { kind: 'CLIENT', id: client.id, name: client.name } as const }
}

import type { Viewer } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import { Provider } from '../provider/provider.js'
import type { Transaction } from '../transaction/transaction.js'
import type { Plan } from './plan.js'
import { isPurchase, purchased } from './pool-arithmetic.js'
import type { SeatPool } from './seat-pool.js'

declare module '../event/append.js' {
  interface EventDetails {
    Provider_SeatsPurchased: { plan: string, purchased: number, total: number }
    Provider_SeatsReleased: { plan: string, released: number, total: number }
    Provider_SeatMinimumChanged: { plan: string, minimum: number, was: number, purchased: number, purchasedBefore: number }
  }
}

/**
 * The provider's side of a change of allocated seats: refuses a purchase to whoever may not buy, and records it.
 * @param buyer null where buying was consented to before
 */
export async function settle(
  tx: Transaction,
  { providerId, plan, minimum }: SeatPool,
  before: number,
  after: number,
  buyer: Viewer | null,
): Promise<void> {
  if (buyer && isPurchase(minimum, before, after) && !buyer.can('seat:buy', { providerId })) {
    if (!buyer.can('seatPool:read', { providerId }))
      throw new Refused('SEAT_PURCHASE_NEEDS_ADMIN')
    const paid = Math.max(minimum, before)
    throw new Refused(
      'SEAT_PURCHASE_NEEDS_ADMIN',
      `The provider has paid for ${paid} ${plan} seats and this needs ${after}; a provider admin must do it.`,
      { plan, paid, needed: after },
    )
  }
  const bought = purchased({ minimum, allocated: after }) - purchased({ minimum, allocated: before })
  if (!bought)
    return
  const { name } = await tx.em.findOneOrFail(Provider, { id: providerId })
  const subject = { kind: 'PROVIDER', id: providerId, name } as const
  if (bought > 0) {
    tx.record(
      'Provider_SeatsPurchased',
      { providerId, subject },
      { plan, purchased: bought, total: purchased({ minimum, allocated: after }) },
    )
  }
  else {
    tx.record(
      'Provider_SeatsReleased',
      { providerId, subject },
      { plan, released: -bought, total: purchased({ minimum, allocated: after }) },
    )
  }
}

/** Σ seats of the provider's clients with this plan, as it stands in the database. */
export async function allocatedSeats({ em }: Transaction, providerId: string, plan: Plan | string): Promise<number> {
  const [row] = await em.execute<Array<{ total: number }>>(
    'select coalesce(sum(seats), 0)::int total from client where provider_id = ? and plan = ?',
    [providerId, plan],
  )
  return row!.total
}

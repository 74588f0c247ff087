/** A provider's seats of one plan; docs/domain.md has the rules. */
export interface Pool {
  /** Seats paid for in any case. */
  minimum: number
  /** Seats that the provider's clients of this plan have together. */
  allocated: number
}

/** Seats bought beyond the minimum. */
export function purchased({ minimum, allocated }: Pool): number {
  return Math.max(0, allocated - minimum)
}

/** Seats that can still be given to clients without buying. */
export function available({ minimum, allocated }: Pool): number {
  return Math.max(0, minimum - allocated)
}

/** True when going from one allocation to the other buys seats: above the minimum and rising. Reaching it exactly buys nothing. */
export function isPurchase(minimum: number, before: number, after: number): boolean {
  return after > minimum && after > before
}

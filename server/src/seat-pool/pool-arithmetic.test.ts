import { expect, it } from 'vitest'
import { available, isPurchase, purchased } from './pool-arithmetic.js'

/** What a provider's subscription stores upstream and moves step by step; ours is derived (docs/domain.md, seat pools) and must agree. */
interface Stored {
  minimum: number
  quantity: number
  purchased: number
  allocated: number
}

function scaled({ minimum, quantity, purchased, allocated: before }: Stored, after: number): Stored {
  if (before <= minimum && after <= minimum)
    return { minimum, quantity, purchased, allocated: after }
  if (after > minimum)
    return { minimum, quantity: after, purchased: after - minimum, allocated: after }
  return { minimum, quantity: minimum, purchased: 0, allocated: after }
}

function withMinimum({ minimum: old, quantity, purchased, allocated }: Stored, minimum: number): Stored {
  if (purchased === 0) {
    return allocated > minimum
      ? { minimum, quantity: allocated, purchased: allocated - minimum, allocated }
      : { minimum, quantity: minimum, purchased: 0, allocated }
  }
  return minimum <= old + purchased
    ? { minimum, quantity, purchased: old + purchased - minimum, allocated }
    : { minimum, quantity: minimum, purchased: 0, allocated }
}

const most = 12
const numbers = Array.from({ length: most + 1 }, (_, n) => n)

/** Every state that any sequence of steps leads to: from an unused pool outwards until nothing new turns up. */
function reachable(): Stored[] {
  const found = new Map<string, Stored>()
  const next: Stored[] = numbers.map(minimum => ({ minimum, quantity: minimum, purchased: 0, allocated: 0 }))
  for (let state = next.pop(); state; state = next.pop()) {
    const name = JSON.stringify(state)
    if (found.has(name))
      continue
    found.set(name, state)
    next.push(...numbers.map(n => scaled(state!, n)), ...numbers.map(n => withMinimum(state!, n)))
  }
  return [...found.values()]
}

it('after any sequence of steps what is purchased is what lies above the minimum, as upstream stores it', () => {
  const states = reachable()
  expect(states).toHaveLength(numbers.length ** 2)
  for (const state of states)
    expect(purchased(state)).toBe(state.purchased)
})

it('every pool is either partly free or exceeded, never both', () => {
  for (const pool of reachable()) {
    expect(Math.min(available(pool), purchased(pool))).toBe(0)
    expect(pool.minimum + purchased(pool)).toBe(pool.allocated + available(pool))
  }
})

it.each([
  ['below to below', 100, 50, 75, false],
  ['below to exactly the minimum', 100, 50, 100, false],
  ['below to above', 100, 50, 101, true],
  ['from exactly the minimum upwards', 100, 100, 101, true],
  ['above to further above', 100, 120, 121, true],
  ['above and no change', 100, 120, 120, false],
  ['above to less above', 100, 120, 110, false],
  ['above to below', 100, 120, 90, false],
  ['without a minimum', 0, 0, 1, true],
])('%s is a purchase or not', (_, minimum, before, after, buys) => {
  expect(isPurchase(minimum, before, after)).toBe(buys)
})

it('a purchase is exactly what makes more seats purchased', () => {
  for (const minimum of numbers) {
    for (const before of numbers) {
      for (const after of numbers) {
        expect(isPurchase(minimum, before, after))
          .toBe(purchased({ minimum, allocated: after }) > purchased({ minimum, allocated: before }))
      }
    }
  }
})

it('50 seats paid for and 25 given to a client leave 25 to give without buying', () => {
  expect(available({ minimum: 50, allocated: 25 })).toBe(25)
  expect(isPurchase(50, 25, 50)).toBe(false)
})

import type { Kdf } from '@wardroom/schema/sealing/kdf'
import { isWeakerKdf } from '@wardroom/schema/sealing/kdf-numbers'
import { remembered } from '../lib/remembered.js'

/** The numbers with which this browser last opened the keys of each address; they grow, in whichever tab. */
const numbers = remembered<Kdf>('wardroom.kdf', (seen, stored) => isWeakerKdf(seen, stored) && !isWeakerKdf(stored, seen) ? stored : seen)

/** @param made with the account, a moment ago: they hold in all tabs, also where others were known of one that was deleted */
export function rememberKdf(email: string, { type, iterations, memory, parallelism }: Kdf, made = false): void {
  const note = made ? numbers.replace : numbers.put
  note(email, { type, iterations, memory, parallelism })
}

/** Whoever goes by another address from now on has the numbers they had. */
export function moveKdf(from: string, to: string): void {
  const known = numbers.all()[from]
  if (known)
    numbers.put(to, known)
}

/**
 * The numbers to hold an answer against are those of an account that was made here a moment ago, else those that are remembered.
 * True where a guess costs less than with what this browser has seen for the address; a person may have chosen more elsewhere.
 */
export function isBelowKnown(email: string, kdf: Kdf, made?: Kdf): boolean {
  const known = made ?? numbers.all()[email]
  return known !== undefined && isWeakerKdf(kdf, known)
}

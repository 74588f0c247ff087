import type { Kdf } from '@wardroom/schema/sealing/kdf'
import { remembered } from '../lib/remembered.js'

/** The numbers with which this browser last opened the keys of each address. */
const numbers = remembered<Kdf>('wardroom.kdf')

export function rememberKdf(email: string, { type, iterations, memory, parallelism }: Kdf): void {
  numbers.put(email, { type, iterations, memory, parallelism })
}

/** Whoever goes by another address from now on has the numbers they had. */
export function moveKdf(from: string, to: string): void {
  const known = numbers.all()[from]
  if (known)
    numbers.put(to, known)
}

/**
 * The numbers to hold an answer against are those of an account that was made here a moment ago, else those that are remembered.
 * True where any of the numbers is lower than what this browser has seen for the address, or of the other kind: nothing says that two
 * million rounds of PBKDF2 are no more than the floor of Argon2id, and no account of ours changes its kind.
 */
export function isBelowKnown(email: string, kdf: Kdf, made?: Kdf): boolean {
  const known = made ?? numbers.all()[email]
  if (!known)
    return false
  return known.type !== kdf.type || (['iterations', 'memory', 'parallelism'] as const).some(name => (kdf[name] ?? 0) < (known[name] ?? 0))
}

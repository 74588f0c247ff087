import type { Kdf } from '@wardroom/schema/sealing/kdf'
import { remembered } from '../lib/remembered.js'

/** The numbers with which this browser last opened the keys of each address. */
const numbers = remembered<Kdf>('wardroom.kdf')

export function rememberKdf(email: string, { type, iterations, memory, parallelism }: Kdf): void {
  numbers.put(email, { type, iterations, memory, parallelism })
}

/** True where any of the numbers is lower than what this browser has seen for the address, or Argon2id became PBKDF2. */
export function isBelowKnown(email: string, kdf: Kdf): boolean {
  const known = numbers.all()[email]
  if (!known)
    return false
  if (known.type !== kdf.type)
    return known.type === 'ARGON2ID'
  return (['iterations', 'memory', 'parallelism'] as const).some(name => (kdf[name] ?? 0) < (known[name] ?? 0))
}

import type { Kdf } from '@wardroom/schema/sealing/kdf'

/** The numbers with which this browser last opened the keys of each address. No secrets; they outlive the session on purpose. */
const place = 'wardroom.kdf'

type Known = Record<string, Kdf>

function read(): Known {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') as Known
  }
  catch {
    return {}
  }
}

export function rememberKdf(email: string, { type, iterations, memory, parallelism }: Kdf): void {
  localStorage.setItem(place, JSON.stringify({ ...read(), [email]: { type, iterations, memory, parallelism } }))
}

/** True where any of the numbers is lower than what this browser has seen for the address, or Argon2id became PBKDF2. */
export function isBelowKnown(email: string, kdf: Kdf): boolean {
  const known = read()[email]
  if (!known)
    return false
  if (known.type !== kdf.type)
    return known.type === 'ARGON2ID'
  return (['iterations', 'memory', 'parallelism'] as const).some(name => (kdf[name] ?? 0) < (known[name] ?? 0))
}

/** How a master password becomes a key. `memory` (MiB) and `parallelism` belong to Argon2id alone. */
export interface Kdf {
  type: 'PBKDF2' | 'ARGON2ID'
  iterations: number
  memory?: number | null | undefined
  parallelism?: number | null | undefined
}

export const defaultKdf: Kdf = { type: 'PBKDF2', iterations: 600_000 }
/** What Argon2id starts from when somebody chooses it. */
export const defaultArgon2id: Kdf = { type: 'ARGON2ID', iterations: 6, memory: 32, parallelism: 4 }

/** What the dashboard offers, lightest first. Whoever has other numbers is told from an address that nobody has. */
export const kdfChoices: readonly Kdf[] = [
  defaultKdf,
  { type: 'PBKDF2', iterations: 1_200_000 },
  defaultArgon2id,
  { type: 'ARGON2ID', iterations: 6, memory: 64, parallelism: 4 },
  { type: 'ARGON2ID', iterations: 6, memory: 128, parallelism: 4 },
]

/**
 * Whether a guess costs less than with other numbers. Of one kind none of the numbers may be lower. From PBKDF2 only to what Argon2id
 * starts from, which costs a graphics card more than two million rounds do; nothing leads back.
 */
export function isWeakerKdf(kdf: Kdf, than: Kdf): boolean {
  if (kdf.type === than.type)
    return (['iterations', 'memory', 'parallelism'] as const).some(name => (kdf[name] ?? 0) < (than[name] ?? 0))
  return kdf.type === 'PBKDF2' || (['iterations', 'memory'] as const).some(name => (kdf[name] ?? 0) < defaultArgon2id[name]!)
}

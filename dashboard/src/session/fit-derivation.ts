import type { Kdf } from '@wardroom/schema/sealing/kdf'
import type { KdfNumbers } from './auth-api.js'
import { assertKdfAllowed, KdfRefused, saltOf } from '@wardroom/schema/sealing/kdf'
import { Refusal } from '../lib/refusal.js'
import { isBelowKnown } from './known-kdf.js'

/**
 * Looks at what the server says of the derivation before anything is derived.
 * @param email as `readEmail` gives it
 * @param answered numbers and salt as the server says them, in whatever form
 * @param made the numbers of an account that was made here a moment ago, which take the place of what this browser has seen
 * @throws Refusal `KDF_DOWNGRADE` below the floor of our accounts or what this browser has seen, `KDF_EXCESSIVE`, `SALT_REPLACED`
 */
export function requireFitDerivation(
  email: string,
  { kdf, salt }: { kdf?: KdfNumbers, salt?: string },
  made?: Kdf,
): { kdf: Kdf, salt: string } {
  try {
    if (!kdf)
      throw new KdfRefused('malformed')
    assertKdfAllowed(kdf)
  }
  catch (error) {
    if (error instanceof KdfRefused)
      throw Refusal.local(error.code === 'above' ? 'KDF_EXCESSIVE' : 'KDF_DOWNGRADE')
    throw error
  }
  if (isBelowKnown(email, kdf, made))
    throw Refusal.local('KDF_DOWNGRADE')
  if (salt !== saltOf(email))
    throw Refusal.local('SALT_REPLACED')
  return { kdf, salt }
}

import type { KdfNumbers } from './auth-api.js'
import { signIn } from '@wardroom/schema/sealing/account'
import { KdfRefused } from '@wardroom/schema/sealing/kdf'
import { Refusal } from '../lib/refusal.js'

/** The hash to send and the *secret* key to unlock with. @throws Refusal `KDF_DOWNGRADE` where the server asks for less than the floor */
export async function deriveForSignIn(password: string, numbers: { kdf: KdfNumbers, salt: string }): ReturnType<typeof signIn> {
  try {
    return await signIn(password, numbers)
  }
  catch (error) {
    if (error instanceof KdfRefused)
      throw Refusal.local('KDF_DOWNGRADE')
    throw error
  }
}

import type { RegistrationInput } from '../gql/graphql.js'
import { register } from '@wardroom/schema/sealing/account'
import { makeProviderKey } from '@wardroom/schema/sealing/provider'
import { importPublicKey } from '@wardroom/schema/sealing/rsa'

/** Makes a person's keys in this browser; what comes out may be sent. */
export async function makeRegistration(name: string, email: string, password: string): Promise<RegistrationInput> {
  const { kdf, ...sealed } = await register(email, password)
  return { name, kdf: { type: kdf.type, iterations: kdf.iterations }, ...sealed }
}

/** A new provider key, wrapped to the person who sets the provider up. */
export async function makeProviderKeyFor(publicKey: string): Promise<string> {
  const { wrapped } = await makeProviderKey(await importPublicKey(publicKey))
  return wrapped
}

import type { RegistrationInput } from '../gql/graphql.js'
import { register } from '@wardroom/schema/sealing/account'
import { makeProviderKey } from '@wardroom/schema/sealing/provider'
import { importPublicKey } from '@wardroom/schema/sealing/rsa'
import { readEmail } from '@wardroom/schema/text'
import { Refusal } from '../lib/refusal.js'

/** Makes a person's keys in this browser; what comes out may be sent. @throws Refusal `EMAIL_MALFORMED` */
export async function makeRegistration(
  name: string,
  address: string,
  password: string,
): Promise<{ email: string, registration: RegistrationInput }> {
  const email = readEmail(address)
  if (email === null)
    throw Refusal.local('EMAIL_MALFORMED')
  const { kdf, ...sealed } = await register(email, password)
  return { email, registration: { name, kdf: { type: kdf.type, iterations: kdf.iterations }, ...sealed } }
}

/** A new provider key, wrapped to the person who sets the provider up. */
export async function makeProviderKeyFor(publicKey: string): Promise<string> {
  const { wrapped } = await makeProviderKey(await importPublicKey(publicKey))
  return wrapped
}

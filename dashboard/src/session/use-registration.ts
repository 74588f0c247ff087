import type { RegistrationInput } from '../gql/graphql.js'
import { readEmail } from '@wardroom/schema/text'
import { Refusal } from '../lib/refusal.js'
import { useKeyring } from './keyring.js'

interface Made {
  email: string
  registration: RegistrationInput
}

/** Makes a person's keys in this browser; what comes out may be sent. @throws Refusal `EMAIL_MALFORMED` */
export function useRegistration(): (name: string, address: string, password: string) => Promise<Made> {
  const keyring = useKeyring()
  return async (name, address, password) => {
    const email = readEmail(address)
    if (email === null)
      throw Refusal.local('EMAIL_MALFORMED')
    const { kdf, ...sealed } = await keyring.register(email, password)
    return { email, registration: { name, kdf: { type: kdf.type, iterations: kdf.iterations }, ...sealed } }
  }
}

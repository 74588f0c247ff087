import type { Registration } from '@wardroom/schema/sealing/account'
import type { RegistrationInput } from '../gql/graphql.js'
import { readEmail } from '@wardroom/schema/text'
import { Refusal } from '../lib/refusal.js'
import { useDoubts } from './doubt.js'
import { useKeyring } from './keyring.js'
import { knowsOwnKey } from './known-own-key.js'
import { useSession } from './session.js'
import { useSignIn } from './use-sign-in.js'

interface Person {
  name: string
  address: string
  password: string
  hint: string
}

interface Made {
  email: string
  registration: RegistrationInput
}

/**
 * Makes a person's keys in this browser, has them sent, and signs the person in with these very keys. Who tries again has the same keys:
 * the server that says that the first try failed may have kept them.
 * For an address whose keys this browser knows, new ones are made only if the person says so; for one that is signed in, never.
 * @throws Refusal `EMAIL_MALFORMED`, `ACCOUNT_PRESENT`, `ACCOUNT_KNOWN`, and those of sending and of signing in
 */
export function useRegistration(): (person: Person, send: (made: Made) => Promise<unknown>) => Promise<void> {
  const keyring = useKeyring()
  const session = useSession()
  const doubts = useDoubts()
  const signIn = useSignIn()
  let kept: { email: string, password: string, made: Registration } | null = null

  return async ({ name, address, password, hint }, send) => {
    const email = readEmail(address)
    if (email === null)
      throw Refusal.local('EMAIL_MALFORMED')
    if (session.email.value === email)
      throw Refusal.local('ACCOUNT_PRESENT')
    if (kept?.email !== email || kept.password !== password) {
      if (knowsOwnKey(email) && !await doubts.ask({ code: 'ACCOUNT_KNOWN', email }))
        throw Refusal.local('ACCOUNT_KNOWN')
      kept = { email, password, made: await keyring.register(email, password) }
    }
    const { kdf, ...sealed } = kept.made
    const numbers = { type: kdf.type, iterations: kdf.iterations }
    await send({ email, registration: { name, kdf: numbers, passwordHint: hint.trim() || null, ...sealed } })
    await signIn(email, password, { made: { publicKey: sealed.publicKey, kdf } })
  }
}

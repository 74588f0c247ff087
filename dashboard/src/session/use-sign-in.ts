import type { ExpectedKeys } from './keyring.js'
import { readEmail } from '@wardroom/schema/text'
import { asRefusal, Refusal } from '../lib/refusal.js'
import { prelogin } from './auth-api.js'
import { useKeyring } from './keyring.js'
import { rememberKdf } from './known-kdf.js'
import { useSession } from './session.js'
import { useWeakPassword } from './weak-password.js'

/**
 * Signs in and opens the keys in one go. The password leaves this tab in no form but its hash. Keys that do not open although the server
 * has taken the hash, or are others than before in this browser, were replaced: the session is ended again.
 * @throws Refusal
 */
export function useSignIn(): (address: string, password: string, expected?: ExpectedKeys) => Promise<void> {
  const session = useSession()
  const keyring = useKeyring()
  const weakPassword = useWeakPassword()
  return async (address, password, expected) => {
    const email = readEmail(address)
    if (email === null)
      throw Refusal.local('EMAIL_MALFORMED')
    const numbers = await prelogin(email)
    const { keys, passwordRules } = await session.open(email, await keyring.derive(password, email, numbers, expected?.made?.kdf))
    try {
      await keyring.open(email, keys, expected)
    }
    catch (error) {
      await session.abort(asRefusal(error))
      throw error
    }
    rememberKdf(email, numbers.kdf, expected?.made !== undefined)
    await weakPassword.judge(password, passwordRules, [email, session.account.value?.name ?? ''])
  }
}

import { prelogin } from './auth-api.js'
import { deriveForSignIn } from './derive.js'
import { useKeyring } from './keyring.js'
import { useSession } from './session.js'

/** Signs in and opens the keys in one go. The password leaves this tab in no form but its hash. @throws Refusal */
export function useSignIn(): (email: string, password: string) => Promise<void> {
  const session = useSession()
  const keyring = useKeyring()
  return async (email, password) => {
    const { masterPasswordHash, stretchedKey } = await deriveForSignIn(password, await prelogin(email))
    const keys = await session.open(email, masterPasswordHash)
    await keyring.open(stretchedKey, keys)
  }
}

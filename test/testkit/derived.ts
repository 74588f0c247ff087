import { accountKeys, signIn } from '@wardroom/schema/sealing/account'
import type { Registration } from '@wardroom/schema/sealing/account'
import { defaultKdf, saltOf } from '@wardroom/schema/sealing/kdf'

/** Deriving takes most of a test's time, and all people of the tests have one password: what came out once serves every world. */
const derived = new Map<string, ReturnType<typeof signIn>>()
const registered = new Map<string, Promise<Registration>>()

/** As `signIn` of the sealing. */
export async function derive(password: string, prelogin: Parameters<typeof signIn>[1]): ReturnType<typeof signIn> {
  const { masterPasswordHash, stretchedKey } = await once(derived, JSON.stringify([password, prelogin]), () => signIn(password, prelogin))
  return { masterPasswordHash, stretchedKey: stretchedKey.slice() as typeof stretchedKey }
}

/** As `register` of the sealing, with new keys. */
export async function register(email: string, password: string): Promise<Registration> {
  const { masterPasswordHash, stretchedKey } = await derive(password, { kdf: defaultKdf, salt: saltOf(email) })
  return { kdf: defaultKdf, masterPasswordHash, ...await accountKeys(stretchedKey) }
}

/** The same keys for the same person, whatever the world. */
export function registerOnce(email: string, password: string): Promise<Registration> {
  return once(registered, JSON.stringify([email, password]), () => register(email, password))
}

function once<T>(kept: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const value = kept.get(key) ?? make()
  kept.set(key, value)
  return value
}

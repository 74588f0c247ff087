import { useKeyring } from '../session/keyring.js'
import { rememberPin } from '../session/known-pins.js'
import { rememberSharedKey } from '../session/known-shared-keys.js'

interface MadeProvider {
  id: string
  providerKey: string
  pin: string
}

/**
 * Makes the provider of whoever was just registered here. The browser that makes a provider key holds on to it from then on, whatever
 * the server says or keeps of it. Who tries again has the same: the server that says that the first try failed may have taken it.
 */
export function useMadeProvider(): (publicKey: string) => Promise<MadeProvider> {
  const keyring = useKeyring()
  let kept: { publicKey: string, made: MadeProvider, digest: string } | null = null

  async function make(): Promise<{ made: MadeProvider, digest: string }> {
    const id = crypto.randomUUID()
    const { wrapped, pin, digest } = await keyring.makeProviderKey(id)
    return { made: { id, providerKey: wrapped, pin }, digest }
  }

  return async (publicKey) => {
    if (kept?.publicKey !== publicKey)
      kept = { publicKey, ...await make() }
    const { made, digest } = kept
    rememberPin(publicKey, { kind: 'provider', id: made.id })
    rememberSharedKey({ kind: 'provider', id: made.id }, digest)
    return made
  }
}

import { useKeyring } from '../session/keyring.js'
import { rememberPin } from '../session/known-pins.js'

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
  let kept: { publicKey: string, made: MadeProvider } | null = null

  async function make(): Promise<MadeProvider> {
    const id = crypto.randomUUID()
    const { wrapped, pin } = await keyring.makeProviderKey(id)
    return { id, providerKey: wrapped, pin }
  }

  return async (publicKey) => {
    if (kept?.publicKey !== publicKey)
      kept = { publicKey, made: await make() }
    const { made } = kept
    await rememberPin(publicKey, { kind: 'provider', id: made.id }, made.pin)
    return made
  }
}

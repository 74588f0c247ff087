import type { Sealed } from './format.js'
import type { PrivateKey, PublicKey } from './rsa.js'
import type { KeyBytes, SymmetricKey } from './symmetric-key.js'
import { wipe } from './bytes.js'
import { openKey, sealBytes } from './encstring.js'
import { bindKey } from './pin.js'
import { makeKeyPair, unwrapKey, wrapKey } from './rsa.js'
import { importKey, makeKey } from './symmetric-key.js'

/** Who can open a wrapped key: a person by their private key (types 3 to 6) or a provider by its key (type 2). */
export type Holder = PrivateKey | SymmetricKey

/** What the server keeps of a client's keys; `providerKey` is the client key wrapped by the provider key. */
export interface ClientKeys {
  publicKey: string
  wrappedPrivateKey: Sealed
  providerKey: Sealed
  /** The client's id under the client key. */
  keyBinding: Sealed
}

/** A new provider key, wrapped to the person who sets the provider up. */
export async function makeProviderKey(to: PublicKey): Promise<{ wrapped: Sealed, providerKey: SymmetricKey }> {
  const bytes = makeKey()
  const [wrapped, providerKey] = await Promise.all([wrapKey(bytes, to), importKey(bytes)])
  wipe(bytes)
  return { wrapped, providerKey }
}

/** New keys of a client, reachable through the provider key alone: whoever creates it gets no copy of their own. */
export async function makeClientKeys(clientId: string, providerKey: SymmetricKey): Promise<ClientKeys> {
  const bytes = makeKey()
  const [{ publicKey, privateKey }, clientKey] = await Promise.all([makeKeyPair(), importKey(bytes)])
  const [wrappedPrivateKey, wrapped, keyBinding] = await Promise.all([
    sealBytes(privateKey, clientKey),
    sealBytes(bytes, providerKey),
    bindKey(clientId, clientKey),
  ])
  wipe(bytes, privateKey)
  return { publicKey, wrappedPrivateKey, providerKey: wrapped, keyBinding }
}

/** Opens a provider or client key for use: one's own type 4 copy, or a client's key under the provider key. @throws CannotOpen */
export async function openSharedKey(wrapped: string, holder: Holder): Promise<SymmetricKey> {
  const bytes = await open(wrapped, holder)
  const key = await importKey(bytes)
  wipe(bytes)
  return key
}

/**
 * Confirms a person: opens the provider or client key and wraps it to their public key, whose fingerprint they were asked for.
 * @throws CannotOpen where the holder cannot open it; then nothing may be sent for this person
 */
export async function confirm(wrapped: string, holder: Holder, to: PublicKey): Promise<Sealed> {
  const bytes = await open(wrapped, holder)
  const copy = await wrapKey(bytes, to)
  wipe(bytes)
  return copy
}

function open(wrapped: string, holder: Holder): Promise<KeyBytes> {
  return 'enc' in holder ? openKey(wrapped, holder) : unwrapKey(wrapped, holder)
}

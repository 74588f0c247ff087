import type { ShallowRef } from 'vue'
import { personPhrase } from '@wardroom/schema/sealing/fingerprint'
import { importPublicKey } from '@wardroom/schema/sealing/rsa'
import { readonly, shallowRef, watch } from 'vue'
import { useKeyring } from '../session/keyring.js'

/** The fingerprint phrase of a person's public key, computed here, never taken from the server; null for a key that must not be used. */
export async function phraseOf(publicKey: string): Promise<string | null> {
  try {
    return await personPhrase(await importPublicKey(publicKey))
  }
  catch {
    return null
  }
}

/** One's own phrase, made from the key that is unlocked in this tab, never from an answer of the server; null while the keys are locked. */
export function useOwnPhrase(): Readonly<ShallowRef<string | null>> {
  const { publicKey } = useKeyring()
  const phrase = shallowRef<string | null>(null)
  watch(publicKey, async (key) => {
    const next = key && await personPhrase(key)
    if (key === publicKey.value)
      phrase.value = next
  }, { immediate: true })
  return readonly(phrase)
}

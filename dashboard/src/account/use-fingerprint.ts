import type { ShallowRef } from 'vue'
import { fingerprintPhrase } from '@wardroom/schema/sealing/fingerprint'
import { importPublicKey } from '@wardroom/schema/sealing/rsa'
import { readonly, shallowRef, watch } from 'vue'

/** The fingerprint phrase of a person's public key, computed here, never taken from the server; null for a key that must not be used. */
export async function phraseOf(publicKey: string | null | undefined, accountId: string | null | undefined): Promise<string | null> {
  if (!publicKey || !accountId)
    return null
  try {
    return await fingerprintPhrase(await importPublicKey(publicKey), accountId)
  }
  catch {
    return null
  }
}

/** Follows a key and an account with their phrase. */
export function useFingerprint(publicKey: () => string | undefined, accountId: () => string | undefined): Readonly<ShallowRef<string | null>> {
  const phrase = shallowRef<string | null>(null)
  watch([publicKey, accountId], async ([key, id]) => {
    const next = await phraseOf(key, id)
    if (key === publicKey())
      phrase.value = next
  }, { immediate: true })
  return readonly(phrase)
}

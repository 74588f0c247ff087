import type { ComputedRef, ShallowRef } from 'vue'
import type { Refusal } from '../lib/refusal.js'
import type { SealedCollection } from '../session/collection-names.js'
import { computed, shallowRef, watch } from 'vue'
import { useOwnKeys } from '../account/own-keys.js'
import { useI18n } from '../i18n/use-i18n.js'
import { asRefusal } from '../lib/refusal.js'
import { useKeyring } from '../session/keyring.js'

export interface OpenedNames {
  /** What a collection is called, or what stands in the place of its name while nobody can read it. */
  nameOf: (collection: SealedCollection) => string
  /** Whether the name is there to be read. */
  isOpen: (collection: SealedCollection) => boolean
  /** How many names do not open, or are those of other collections. */
  unreadable: ComputedRef<number>
  /** Why no name could be opened. */
  refusal: Readonly<ShallowRef<Refusal | null>>
  retry: () => Promise<void>
}

/** The names of a client's collections, opened in this tab as long as the keys are unlocked; each once. */
export function useOpenedNames(clientId: () => string, collections: () => readonly SealedCollection[]): OpenedNames {
  const { t } = useI18n()
  const keyring = useKeyring()
  const ownKeys = useOwnKeys()
  const refusal = shallowRef<Refusal | null>(null)
  /** By what was sealed; null: it does not open. */
  const opened = shallowRef<ReadonlyMap<string, string | null>>(new Map())
  const keyOf = ({ id, name, binding }: SealedCollection): string => `${clientId()} ${id} ${name} ${binding}`

  async function open(): Promise<void> {
    const missing = collections().filter(collection => !opened.value.has(keyOf(collection)))
    if (missing.length === 0)
      return
    const keys = missing.map(keyOf)
    try {
      const sealed = missing.map(({ id, name, binding }) => ({ id, name, binding }))
      const names = await keyring.openNames(sealed, await ownKeys.clientKey(clientId()))
      refusal.value = null
      if (keyring.unlocked.value)
        opened.value = new Map([...opened.value, ...keys.map((key, at) => [key, names[at]!] as const)])
    }
    catch (error) {
      refusal.value = asRefusal(error)
    }
  }

  async function retry(): Promise<void> {
    refusal.value = null
    await open()
  }

  watch([keyring.unlocked, clientId], ([unlocked]) => {
    if (unlocked)
      void retry()
    else
      opened.value = new Map()
  }, { immediate: true })
  // What was refused, or declined by the person, is tried again when they say so.
  watch(collections, () => {
    if (keyring.unlocked.value && !refusal.value)
      void open()
  })

  return {
    nameOf: collection => opened.value.get(keyOf(collection))
      ?? t(opened.value.has(keyOf(collection)) ? 'collection.unreadable' : 'collection.sealed', { id: collection.id.slice(0, 8) }),
    isOpen: collection => opened.value.get(keyOf(collection)) != null,
    unreadable: computed(() => collections().filter(collection => opened.value.get(keyOf(collection)) === null).length),
    refusal,
    retry,
  }
}

import type { Sealed } from './format.js'
import type { SymmetricKey } from './symmetric-key.js'
import { holdsBinding, sealBinding } from './binding.js'
import { refuse } from './cannot-open.js'
import { openText, sealText } from './encstring.js'

/** A collection's name as the server keeps it. */
export interface SealedName {
  /** The name under the client's key, EncString type 2; `/` within it nests. */
  name: Sealed
  /** Says under the same key whose name it is (binding.ts). */
  binding: Sealed
}

export interface CollectionPlace {
  clientId: string
  id: string
}

/** @param name as `tidyName` (schema/text.ts) gives it */
export async function sealCollectionName(of: CollectionPlace, name: string, clientKey: SymmetricKey): Promise<SealedName> {
  const sealed = await sealText(name, clientKey)
  return { name: sealed, binding: await sealBinding({ kind: 'collection', ...of }, [sealed], clientKey) }
}

/** @throws CannotOpen, `replaced` where it is the name of another collection or client */
export async function openCollectionName(
  of: CollectionPlace,
  { name, binding }: { name: string, binding: string },
  clientKey: SymmetricKey,
): Promise<string> {
  const opened = await openText(name, clientKey)
  return await holdsBinding(binding, { kind: 'collection', ...of }, [name], clientKey) ? opened : refuse('replaced')
}

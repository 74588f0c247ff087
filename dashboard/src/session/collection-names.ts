import type { SealedName } from '@wardroom/schema/sealing/collection'
import type { SymmetricKey } from '@wardroom/schema/sealing/symmetric-key'
import { CannotOpen } from '@wardroom/schema/sealing/cannot-open'
import { openCollectionName } from '@wardroom/schema/sealing/collection'

/** A collection of a client as the server hands it over. */
export interface SealedCollection extends Record<keyof SealedName, string> {
  id: string
}

export function openNames(clientId: string, sealed: readonly SealedCollection[], clientKey: SymmetricKey): Promise<Array<string | null>> {
  return Promise.all(sealed.map(({ id, name, binding }) =>
    openCollectionName({ clientId, id }, { name, binding }, clientKey).catch(asUnreadable)))
}

function asUnreadable(error: unknown): null {
  if (error instanceof CannotOpen)
    return null
  throw error
}

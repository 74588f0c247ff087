import type { KeyAccess } from '../session/shared-key.js'
import { Refusal } from '../lib/refusal.js'
import { useDoubts } from '../session/doubt.js'
import { knownTenants } from '../session/known-pins.js'

/**
 * Who has used a client's key here and works for no provider could be handed a made-up one under any other id: only they know what else
 * they have joined. What a known provider's key leads to was not made up.
 * What it returns throws the refusal `KEY_UNKNOWN` unless the person has joined what the key is for.
 */
export function useJoined(): (account: string, access: KeyAccess) => Promise<void> {
  const doubts = useDoubts()
  return async (account, { id, pin }) => {
    const doubtful = pin === null && knownTenants(account, 'provider').length === 0 && knownTenants(account, 'client').length > 0
    if (!doubtful)
      return
    // What is no id at all would be a sentence of the server in the dialog.
    const joined = isId(id) && await doubts.ask({ code: 'KEY_UNKNOWN', id })
    if (!joined)
      throw Refusal.local('KEY_UNKNOWN')
  }
}

/** The same of a key that is to become one of the provider's: whoever works for it is led there by their own copy alone. */
export function useOwned(): (access: KeyAccess) => Promise<void> {
  const doubts = useDoubts()
  return async ({ id, pin }) => {
    const owned = pin !== null || (isId(id) && await doubts.ask({ code: 'KEY_ADDED', id }))
    if (!owned)
      throw Refusal.local('KEY_UNKNOWN')
  }
}

function isId(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text)
}

import type { InjectionKey } from 'vue'
import type { Asking } from '../lib/asking.js'
import { required } from '../lib/inject.js'

/**
 * What this browser knows speaks against a deed that the server's word alone leads to, and only the person can tell that it is right: they
 * say so in a dialog of its own. `ACCOUNT_KNOWN`: new keys for an address whose keys are known. `KEY_UNKNOWN`: the key of another client,
 * or a first provider, of somebody who has used a client's key here. `KEY_ADDED`: the key of a client that a provider is to look after.
 */
export type Doubt = { code: 'ACCOUNT_KNOWN', email: string } | { code: 'KEY_UNKNOWN' | 'KEY_ADDED', id: string }

export type Doubts = Asking<Doubt, true>

export const doubtsKey: InjectionKey<Doubts> = Symbol('doubts')
export const useDoubts = (): Doubts => required(doubtsKey)

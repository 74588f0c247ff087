import { sha256, toBase64, utf8 } from '@wardroom/schema/sealing/bytes'
import { remembered } from '../lib/remembered.js'

/**
 * A digest of the public key that each address has in this browser. A server that was brought to hold two sets of keys under one password
 * could hand over the other: a person of whom this browser knows nothing, no provider's key either.
 */
const digests = remembered<string>('wardroom.own-keys')

/** @param email as `readEmail` gives it */
export function knowsOwnKey(email: string): boolean {
  return digests.all()[email] !== undefined
}

/** Whether anybody has keys of their own in this browser; those of the people of a demo never are. */
export function knowsSomebody(): boolean {
  return Object.keys(digests.all()).length > 0
}

/** @param email as `readEmail` gives it */
export async function isOtherOwnKey(email: string, publicKey: string): Promise<boolean> {
  const known = digests.all()[email]
  return known !== undefined && known !== await digestOf(publicKey)
}

export async function rememberOwnKey(email: string, publicKey: string): Promise<void> {
  digests.put(email, await digestOf(publicKey))
}

/**
 * Keys that were made here just now. Where others were known, the person was asked, and it holds in all tabs; where none were, a tab that
 * knows some may know better.
 */
export async function rememberNewKey(email: string, publicKey: string): Promise<void> {
  const note = knowsOwnKey(email) ? digests.replace : digests.put
  note(email, await digestOf(publicKey))
}

/** Whoever goes by another address from now on has the keys they had. */
export function moveOwnKey(from: string, to: string): void {
  const known = digests.all()[from]
  if (known !== undefined)
    digests.put(to, known)
}

async function digestOf(publicKey: string): Promise<string> {
  return toBase64(await sha256(utf8(publicKey)))
}

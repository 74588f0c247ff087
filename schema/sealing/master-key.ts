import type { Bytes } from './bytes.js'
import type { Kdf } from './kdf.js'
import type { KeyBytes } from './symmetric-key.js'
import { concat, toBase64, utf8 } from './bytes.js'
import { hkdfExpand } from './hkdf.js'
import { derive, pbkdf2 } from './kdf.js'
import { asKeyBytes } from './symmetric-key.js'

declare const masterKey: unique symbol

/** *Secret*: the 32 bytes that a master password becomes. Never stored, never sent, wiped once stretched. */
export type MasterKey = Bytes & { readonly [masterKey]: true }

/** @throws KdfRefused where the numbers are out of bounds */
export async function deriveMasterKey(password: string, salt: string, kdf: Kdf): Promise<MasterKey> {
  return await derive(password, salt, kdf) as MasterKey
}

/**
 * What proves the master password: 44 characters, a password equivalent. The roles are reversed on purpose: the key is the
 * password of the derivation and the password its salt. One round is sent to the server; two make a hash that may only stay on the device.
 */
export async function hashMasterPassword(key: MasterKey, password: string, rounds: 1 | 2 = 1): Promise<string> {
  return toBase64(await pbkdf2(key, utf8(password), rounds))
}

/** The *secret* 64-byte key that wraps the user key. */
export async function stretch(key: MasterKey): Promise<KeyBytes> {
  const [enc, mac] = await Promise.all([hkdfExpand(key, 'enc', 32), hkdfExpand(key, 'mac', 32)])
  return asKeyBytes(concat(enc, mac))
}

/**
 * True where another keyboard may type the same characters as other bytes. Passwords are not normalised,
 * so warn before such a new one is taken: its owner may lock themself out.
 */
export function changesUnderNormalisation(password: string): boolean {
  return password.normalize('NFC') !== password
}

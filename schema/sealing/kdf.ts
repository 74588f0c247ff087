import { argon2id } from 'hash-wasm'
import type { Bytes } from './bytes.js'
import type { Kdf } from './kdf-numbers.js'
import { readEmail } from '../text.js'
import { sha256, utf8 } from './bytes.js'

export { defaultArgon2id, defaultKdf } from './kdf-numbers.js'
export type { Kdf } from './kdf-numbers.js'

/** `below` weakens the key, `above` would hold the device up, `malformed` is no set of numbers for that type. */
export class KdfRefused extends Error {
  override readonly name = 'KdfRefused'

  constructor(readonly code: 'below' | 'above' | 'malformed') {
    super(`key derivation numbers refused: ${code}`)
  }
}

type Bounds = readonly [lowest: number, highest: number]
const pbkdf2WhenSetting: Bounds = [600_000, 2_000_000]
const pbkdf2WhenReading: Bounds = [5_000, 2_000_000]
const argon2idBounds = { iterations: [2, 10], memory: [16, 1024], parallelism: [1, 16] } as const satisfies Record<string, Bounds>

/** Bounds for numbers that are being set: registration, change of password or KDF. The server checks the same. @throws KdfRefused */
export function assertKdfAllowed(kdf: Kdf): void {
  if (kdf.type === 'PBKDF2' && (kdf.memory ?? kdf.parallelism ?? null) !== null)
    throw new KdfRefused('malformed')
  assertBounds(kdf, pbkdf2WhenSetting)
}

/**
 * Bounds for numbers a server answers at sign-in: lower ones are an attempted downgrade, higher ones would hold the device up.
 * @throws KdfRefused
 */
export function assertKdfNotDowngraded(kdf: Kdf): void {
  assertBounds(kdf, pbkdf2WhenReading)
}

/**
 * An e-mail address as the salt of its account: as the server keeps it. What no server of ours takes for an address is trimmed and
 * lower-cased, as in other programs that speak these formats. A password is never touched so.
 */
export function saltOf(email: string): string {
  return readEmail(email) ?? email.trim().toLowerCase()
}

/**
 * KDF(password, salt): 32 *secret* bytes. The salt is used as it is; Argon2id takes its SHA-256 and does not take an empty password.
 * @throws KdfRefused before anything is derived where the numbers are out of the bounds of `assertKdfNotDowngraded`
 */
export async function derive(password: string, salt: string, kdf: Kdf): Promise<Bytes> {
  assertKdfNotDowngraded(kdf)
  if (kdf.type === 'PBKDF2')
    return pbkdf2(utf8(password), utf8(salt), kdf.iterations)
  const bytes = await argon2id({
    password: utf8(password),
    salt: await sha256(utf8(salt)),
    iterations: kdf.iterations,
    memorySize: kdf.memory! * 1024,
    parallelism: kdf.parallelism!,
    hashLength: 32,
    outputType: 'binary',
  })
  return new Uint8Array(bytes)
}

/** PBKDF2-HMAC-SHA-256, 32 bytes. */
export async function pbkdf2(password: Bytes, salt: Bytes, iterations: number): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits'])
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, 256))
}

function assertBounds(kdf: Kdf, pbkdf2Bounds: Bounds): void {
  if (kdf.type === 'PBKDF2')
    return assertWithin(pbkdf2Bounds, kdf.iterations)
  if (kdf.type !== 'ARGON2ID')
    throw new KdfRefused('malformed')
  assertWithin(argon2idBounds.iterations, kdf.iterations)
  assertWithin(argon2idBounds.memory, kdf.memory)
  assertWithin(argon2idBounds.parallelism, kdf.parallelism)
}

function assertWithin([lowest, highest]: Bounds, number: number | null | undefined): void {
  if (typeof number !== 'number' || !Number.isSafeInteger(number))
    throw new KdfRefused('malformed')
  if (number < lowest)
    throw new KdfRefused('below')
  if (number > highest)
    throw new KdfRefused('above')
}

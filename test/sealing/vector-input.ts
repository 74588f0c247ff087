import type { Bytes } from '@wardroom/schema/sealing/bytes'
import type { Kdf } from '@wardroom/schema/sealing/kdf'
import type { SymmetricKey } from '@wardroom/schema/sealing/symmetric-key'
import { fromBase64 } from '@wardroom/schema/sealing/bytes'
import { asKeyBytes, importKey } from '@wardroom/schema/sealing/symmetric-key'

/** How the vectors write key derivation numbers. */
export interface VectorKdf {
  type: string
  iterations: number
  memoryMiB?: number
  parallelism?: number
}

export function kdfOf({ type, iterations, memoryMiB, parallelism }: VectorKdf): Kdf {
  return type === 'pbkdf2' ? { type: 'PBKDF2', iterations } : { type: 'ARGON2ID', iterations, memory: memoryMiB, parallelism }
}

export async function keyOf({ keyHex, keyB64 }: { keyHex?: string, keyB64?: string }): Promise<SymmetricKey> {
  return importKey(asKeyBytes(keyHex ? fromHex(keyHex) : bytesOf(keyB64!)))
}

export function bytesOf(base64: string): Bytes {
  const bytes = fromBase64(base64)
  if (!bytes)
    throw new Error('the vector holds broken base64')
  return bytes
}

export function fromHex(hex: string): Bytes {
  return Uint8Array.from(hex.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
}

export function toHex(bytes: Bytes): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

/** One after the other: memory-hard derivations side by side would only get in each other's way. */
export async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items)
    results.push(await work(item))
  return results
}

/** The value that all of them are. */
export function theOne<T>(values: readonly T[]): T {
  if (new Set(values).size !== 1)
    throw new Error(`these should all be the same: ${values.join(', ')}`)
  return values[0]!
}

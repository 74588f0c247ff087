import type { Bytes } from './bytes.js'
import { concat, fromBase64, toBase64 } from './bytes.js'
import { refuse } from './cannot-open.js'

declare const sealed: unique symbol

/** Ciphertext in text form, `<type>.<part>|<part>…`: may be stored and sent, belongs neither in events nor in logs. */
export type Sealed = string & { readonly [sealed]: true }

/** AES-256-CBC with HMAC-SHA-256 over iv ‖ ct. */
export interface Type2 { type: 2, iv: Bytes, ct: Bytes, mac: Bytes }
/** RSA-OAEP; 3 and 5 with SHA-256, 4 and 6 with SHA-1. The MAC part of 5 and 6 is ignored. */
interface TypeRsa { type: 3 | 4 | 5 | 6, ct: Bytes }
export type Parsed = Type2 | TypeRsa

const partCounts: Record<number, number> = { 0: 2, 1: 3, 2: 3, 3: 1, 4: 1, 5: 2, 6: 2, 7: 1 }

/** Type and parts by the header rule alone; parts are not looked into. Without a header, three parts are type 1 and others type 0. */
export function split(text: string): { type: number, parts: string[] } {
  const [header, body, more] = text.split('.')
  if (body === undefined) {
    const parts = text.split('|')
    return { type: parts.length === 3 ? 1 : 0, parts }
  }
  if (more !== undefined || !/^(?:0|[1-9]\d{0,2})$/.test(header!))
    refuse('malformed')
  return { type: Number(header), parts: body.split('|') }
}

/** True where the number of parts is that of the type. */
function hasPartsOf(type: number, parts: readonly string[]): boolean {
  return partCounts[type] === parts.length
}

/**
 * Reads the text form strictly: type, number of parts, base64, and the length of each part.
 * @throws CannotOpen `wrong-key-type` for type 0, which has no MAC and opens under no key of ours; `unsupported-type` for types 1, 7 and
 *   unknown ones; `malformed` for the rest
 */
export function parse(text: string): Parsed {
  const { type, parts } = split(text)
  if (!(type in partCounts))
    refuse('unsupported-type')
  if (!hasPartsOf(type, parts))
    refuse('malformed')
  if (type === 0)
    refuse('wrong-key-type')
  if (type === 1 || type === 7)
    refuse('unsupported-type')
  const [first, second, third] = parts.map(part => fromBase64(part) ?? refuse('malformed'))
  if (type === 2)
    return { type, iv: ofLength(16, first!), ct: ofBlocks(second!), mac: ofLength(32, third!) }
  return { type: type as TypeRsa['type'], ct: first!.length >= 256 ? first! : refuse('malformed') }
}

/** Text form of type 2: iv, ciphertext, mac. */
export function formatType2({ iv, ct, mac }: Type2): Sealed {
  return `2.${toBase64(iv)}|${toBase64(ct)}|${toBase64(mac)}` as Sealed
}

export function formatType4(ct: Bytes): Sealed {
  return `4.${toBase64(ct)}` as Sealed
}

/** Byte form of type 2 for files: type(1) ‖ iv(16) ‖ mac(32) ‖ ct. The mac stands before the ciphertext, unlike in the text form. */
export function toByteForm({ iv, ct, mac }: Type2): Bytes {
  return concat(Uint8Array.of(2), iv, mac, ct)
}

/** Reads the byte form. @throws CannotOpen; type 0, which has no mac, is `unsupported-type` */
export function fromByteForm(bytes: Bytes): Type2 {
  if (bytes.length === 0)
    refuse('malformed')
  if (bytes[0] !== 2)
    refuse('unsupported-type')
  return { type: 2, iv: ofLength(16, bytes.subarray(1, 17)), mac: ofLength(32, bytes.subarray(17, 49)), ct: ofBlocks(bytes.subarray(49)) }
}

function ofLength(length: number, bytes: Bytes): Bytes {
  return bytes.length === length ? bytes : refuse('malformed')
}

function ofBlocks(ct: Bytes): Bytes {
  return ct.length > 0 && ct.length % 16 === 0 ? ct : refuse('malformed')
}

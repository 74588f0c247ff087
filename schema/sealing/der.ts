import type { Bytes } from './bytes.js'

/** One strictly encoded DER element: its tag, its content, and what follows it. */
interface Element { tag: number, content: Bytes, rest: Bytes }

const rsaEncryption = '06092a864886f70d0101010500'
const exponent65537 = '010001'
const sequence = 0x30
const integer = 0x02
const bitString = 0x03

/** Modulus length in bits of an SPKI-encoded RSA public key with e = 65537; undefined for everything else, trailing bytes included. */
export function rsaModulusBits(spki: Bytes): number | undefined {
  const [algorithm, key, ...others] = elements(only(spki, sequence))
  if (algorithm?.tag !== sequence || hex(algorithm.content) !== rsaEncryption || key?.tag !== bitString || key.content[0] !== 0 || others.length)
    return undefined
  const [modulus, exponent, ...more] = elements(only(key.content.subarray(1), sequence))
  if (modulus?.tag !== integer || exponent?.tag !== integer || hex(exponent.content) !== exponent65537 || more.length)
    return undefined
  return positiveBits(modulus.content)
}

/** Bits of a positive, minimally encoded, odd integer; undefined for others. */
function positiveBits(content: Bytes): number | undefined {
  const [first = 0x80, second = 0] = content
  const padded = first === 0
  if (first >= 0x80 || (padded && second < 0x80) || content.at(-1)! % 2 === 0)
    return undefined
  return padded ? (content.length - 1) * 8 : content.length * 8 - Math.clz32(first) + 24
}

/** The content of the one element that fills all of the bytes; empty where that is not so. */
function only(bytes: Bytes, tag: number): Bytes {
  const element = read(bytes)
  return element?.tag === tag && element.rest.length === 0 ? element.content : new Uint8Array(0)
}

/** The elements one behind the other; none where any of them is broken. */
function elements(bytes: Bytes): Element[] {
  const found: Element[] = []
  for (let rest = bytes; rest.length;) {
    const element = read(rest)
    if (!element)
      return []
    found.push(element)
    rest = element.rest
  }
  return found
}

function read(bytes: Bytes): Element | undefined {
  const [tag, short] = bytes
  if (tag === undefined || short === undefined)
    return undefined
  const longer = short < 0x80 ? 0 : short - 0x80
  const length = longer ? bytes.subarray(2, 2 + longer).reduce((sum, byte) => sum * 256 + byte, 0) : short
  const minimal = longer === 0 ? short < 0x80 : longer <= 3 && length >= (longer === 1 ? 0x80 : 256 ** (longer - 1))
  const from = 2 + longer
  if (!minimal || bytes.length < from + length)
    return undefined
  return { tag, content: bytes.subarray(from, from + length), rest: bytes.subarray(from + length) }
}

function hex(bytes: Bytes): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

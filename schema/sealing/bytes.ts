/** Bytes over a plain ArrayBuffer, the only kind WebCrypto takes. */
export type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** UTF-8 without any normalisation: what was typed is what is hashed or sealed. A lone surrogate becomes U+FFFD. */
export function utf8(text: string): Bytes {
  return encoder.encode(text)
}

/** Strict inverse of `utf8`: keeps a byte order mark, throws TypeError where the bytes are not UTF-8. */
export function fromUtf8(bytes: Bytes): string {
  return decoder.decode(bytes)
}

export function concat(...parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length))
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

/** Overwrites *secret* bytes that are no longer needed; copies inside the engine are out of reach. */
export function wipe(...secrets: readonly Bytes[]): void {
  for (const secret of secrets)
    secret.fill(0)
}

const chunk = 0x8000

/** Standard base64 with padding. */
export function toBase64(bytes: Bytes): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += chunk)
    binary += String.fromCharCode(...bytes.subarray(at, at + chunk))
  return btoa(binary)
}

/** Strict base64: padded, no blanks, no stray bits behind the last byte; anything else is undefined. The empty text is no bytes. */
export function fromBase64(text: string): Bytes | undefined {
  if (!hasBase64Shape(text) && text !== '')
    return undefined
  const binary = atob(text)
  const last = text.slice(-4)
  if (btoa(atob(last)) !== last)
    return undefined
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++)
    bytes[at] = binary.charCodeAt(at)
  return bytes
}

/** Alphabet, padding and length of base64, at least one byte; stray bits are let through. */
function hasBase64Shape(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Z0-9+/]+={0,2}$/i.test(text)
}

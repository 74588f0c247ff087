import type { Bytes } from '@wardroom/schema/sealing/bytes'
import { fromBase64, toBase64 } from '@wardroom/schema/sealing/bytes'
import { importPublicKey, PublicKeyRefused } from '@wardroom/schema/sealing/rsa'
import { isPublicKey } from '@wardroom/server/lib/public-key'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import vectors from './vectors.json' with { type: 'json' }

const { publicKeySpkiB64 } = vectors.find(({ area }) => area === 'rsa.keypair')!.output as { publicKeySpkiB64: string }
const spki = fromBase64(publicKeySpkiB64)!
/** The first byte of the modulus behind its sign byte, and the last one. */
const modulus = [33, 288] as const

/** What the browser says of a key, and the server. */
async function accepted(key: Bytes): Promise<{ browser: boolean, server: boolean }> {
  const text = toBase64(key)
  const browser = await importPublicKey(text).then(() => true, (error: unknown) => {
    if (error instanceof PublicKeyRefused)
      return false
    throw error
  })
  return { browser, server: isPublicKey(text) }
}

const refused = { browser: false, server: false }

function withByte(at: number, change: number): Bytes {
  const changed = spki.slice()
  changed[at]! ^= change
  return changed
}

async function rsaOf(modulusLength: number, publicExponent = Uint8Array.of(1, 0, 1)): Promise<Bytes> {
  const pair = await crypto.subtle.generateKey(
    { name: 'RSA-OAEP', hash: 'SHA-1', modulusLength, publicExponent },
    true,
    ['encrypt', 'decrypt'],
  )
  return new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))
}

describe('a public key', () => {
  it('of 2,048 bits is taken by browser and server', async () => {
    expect(await accepted(spki)).toEqual({ browser: true, server: true })
  })

  it.each([3072, 4096])('of %d bits may be encrypted to, but is not registered', async (bits) => {
    expect(await accepted(await rsaOf(bits))).toEqual({ browser: true, server: false })
  })

  it('of another kind, length or exponent is refused', async () => {
    const curve = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
    expect(await accepted(new Uint8Array(await crypto.subtle.exportKey('spki', curve.publicKey)))).toEqual(refused)
    expect(await accepted(await rsaOf(1024))).toEqual(refused)
    expect(await accepted(await rsaOf(2048, Uint8Array.of(3)))).toEqual(refused)
  })

  it('one bit short is refused though its bytes are as many as those of 2,048 bits', async () => {
    expect(await accepted(withByte(modulus[0], spki[modulus[0]]! ^ 0x7F))).toEqual(refused)
  })

  it('with an even modulus is refused', async () => {
    expect(await accepted(withByte(modulus[1], 0x01))).toEqual(refused)
    expect(await accepted(withByte(modulus[1], 0xFF))).toEqual(refused)
  })

  it('cut or lengthened is refused', async () => {
    for (const broken of [
      spki.slice(0, -1),
      Uint8Array.of(...spki, 0),
      spki.slice(1),
      Uint8Array.of(...spki.slice(0, -3), 1, 0, 3),
      new Uint8Array(0),
      new Uint8Array(294),
    ])
      expect(await accepted(broken)).toEqual(refused)
  })

  it('with any one byte of its frame changed is refused', async () => {
    // Up to the sign byte of the modulus, and the exponent; the modulus itself may be any odd number.
    const frame = [...Array.from({ length: 32 }, (_, at) => at), ...Array.from({ length: 5 }, (_, at) => spki.length - 5 + at)]
    for (const at of frame) {
      for (const change of [0x01, 0x80, 0xFF])
        expect([at, change, await accepted(withByte(at, change))]).toEqual([at, change, refused])
    }
  })

  it('with an element too many is refused, outside or inside', async () => {
    // Low bytes of the lengths of: the whole, the bit string, the key inside it.
    for (const lengths of [[3], [3, 22], [3, 22, 27]]) {
      const more = Uint8Array.of(...spki, 0x05, 0x00)
      for (const at of lengths)
        more[at]! += 2
      expect([lengths, await accepted(more)]).toEqual([lengths, refused])
    }
  })

  it('with stray bits or blanks in its base64 is refused', async () => {
    for (const text of [` ${publicKeySpkiB64}`, `${publicKeySpkiB64}\n`, publicKeySpkiB64.replaceAll('+', '-'), publicKeySpkiB64.replace('=', '')]
      .filter(text => text !== publicKeySpkiB64)) {
      expect(isPublicKey(text)).toBe(false)
      await expect(importPublicKey(text)).rejects.toBeInstanceOf(PublicKeyRefused)
    }
  })

  it('is none of any other bytes', () => fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
    expect(await accepted(bytes)).toEqual(refused)
  })))
})

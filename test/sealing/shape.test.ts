import type { Bytes } from '@wardroom/schema/sealing/bytes'
import { fromBase64, toBase64 } from '@wardroom/schema/sealing/bytes'
import { rsaModulusBits } from '@wardroom/schema/sealing/der'
import { sealBytes, sealText } from '@wardroom/schema/sealing/encstring'
import { isMasterPasswordHash, isPublicKey, isType2, isType4, isType4PublicKey, isWrappedKey, isWrappedPrivateKey, sealedLimits } from '@wardroom/schema/sealing/shape'
import { importKey, makeKey } from '@wardroom/schema/sealing/symmetric-key'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import vectors from './vectors.json' with { type: 'json' }

const key = await importKey(makeKey())
const sealed = await sealText('name', key)
const { publicKeySpkiB64 } = vectors.find(({ area }) => area === 'rsa.keypair')!.output as { publicKeySpkiB64: string }
const spki = fromBase64(publicKeySpkiB64)!
const type4 = `4.${toBase64(new Uint8Array(256))}`
const checks = { isType2, isType4, isWrappedKey, isWrappedPrivateKey, isPublicKey, isType4PublicKey, isMasterPasswordHash }

it('each check accepts its own kind and no other', async () => {
  const values = {
    field: sealed,
    wrappedKey: await sealBytes(makeKey(), key),
    wrappedPrivateKey: await sealBytes(new Uint8Array(1217), key),
    copy: type4,
    publicKey: publicKeySpkiB64,
    hash: toBase64(new Uint8Array(32)),
    plaintext: 'My bank',
    empty: '',
  }
  const accepted = Object.entries(values).map(([name, value]) => [name, Object.entries(checks).filter(([, check]) => check(value)).map(([check]) => check)])
  expect(Object.fromEntries(accepted)).toEqual({
    field: ['isType2'],
    wrappedKey: ['isType2', 'isWrappedKey'],
    wrappedPrivateKey: ['isType2', 'isWrappedPrivateKey'],
    copy: ['isType4'],
    publicKey: ['isPublicKey', 'isType4PublicKey'],
    hash: ['isMasterPasswordHash'],
    plaintext: [],
    empty: [],
  })
})

it('a wrapped private key of 2048 bits has the published length and passes', () => {
  const { wrappedPrivateKey } = vectors.find(({ id }) => id === 'chain-account-org-1')!.input as { wrappedPrivateKey: string }
  expect([wrappedPrivateKey.length, isWrappedPrivateKey(wrappedPrivateKey)]).toEqual([1_716, true])
})

it('nothing over the limit', async () => {
  const long = await sealText('x'.repeat(sealedLimits.name), key)
  expect([isType2(long, sealedLimits.name), isType2(long, sealedLimits.value)]).toEqual([false, true])
  expect(isType2(await sealText('x'.repeat(sealedLimits.notes), key))).toBe(false)
})

it('no other type, no stray bits, no blanks, no copy for a shorter key', () => {
  for (const other of [sealed.replace('2.', '0.'), sealed.replace('2.', '1.'), sealed.slice(2), ` ${sealed}`, `${sealed}\n`, sealed.replace('2.', '2.2.'), '2.lGD=|lGD=|lGD='])
    expect(isType2(other)).toBe(false)
  for (const other of [type4.replace('4.', '3.'), type4.replace('4.', '6.'), `4.${toBase64(new Uint8Array(255))}`, `4.${toBase64(new Uint8Array(128))}`, `4.${toBase64(new Uint8Array(257))}`])
    expect(isType4(other)).toBe(false)
})

it('a check answers yes or no to any text and throws nothing', () => fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
  for (const check of Object.values(checks))
    expect(check(text)).toBeTypeOf('boolean')
})))

describe('a public key', () => {
  it('is read without WebCrypto as 2048 bits', () => {
    expect(rsaModulusBits(spki)).toBe(2048)
  })

  it.each([3072, 4096])('of %d bits may be encrypted to, but is not registered', async (modulusLength) => {
    const pair = await crypto.subtle.generateKey({ name: 'RSA-OAEP', hash: 'SHA-1', modulusLength, publicExponent: Uint8Array.of(1, 0, 1) }, true, ['encrypt', 'decrypt'])
    const larger = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))
    expect([rsaModulusBits(larger), isPublicKey(toBase64(larger)), isType4PublicKey(toBase64(larger))]).toEqual([modulusLength, true, false])
  })

  it('of another kind is refused', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
    expect(isPublicKey(toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))))).toBe(false)
  })

  it('one bit short is refused though its length is that of 2048', () => {
    const short = spki.slice()
    const modulus = 33
    expect([...short.subarray(modulus - 5, modulus + 1)].slice(0, 5)).toEqual([0x02, 0x82, 0x01, 0x01, 0x00])
    short[modulus] = 0x7F
    expect(isPublicKey(toBase64(short))).toBe(false)
  })

  it('cut, lengthened or with another exponent is refused', () => {
    const cases: Bytes[] = [spki.slice(0, -1), Uint8Array.of(...spki, 0), spki.slice(1), Uint8Array.of(...spki.slice(0, -1), 3), Uint8Array.of(...spki.slice(0, -3), 1, 0, 3), new Uint8Array(0), new Uint8Array(294)]
    for (const broken of cases)
      expect(rsaModulusBits(broken)).toBeUndefined()
  })

  it('with any one byte of its frame changed is refused', () => {
    // Up to the sign byte of the modulus, and the exponent; the modulus itself may be any odd number.
    const frame = [...Array.from({ length: 32 }, (_, at) => at), ...Array.from({ length: 5 }, (_, at) => spki.length - 5 + at)]
    for (const at of frame) {
      for (const change of [0x01, 0x80, 0xFF]) {
        const broken = spki.slice()
        broken[at]! ^= change
        expect([at, change, rsaModulusBits(broken)]).toEqual([at, change, undefined])
      }
    }
  })

  it('with an element too many is refused, outside or inside', () => {
    const lengthened = (lengths: number[]) => {
      const more = Uint8Array.of(...spki, 0x05, 0x00)
      for (const at of lengths)
        more[at]! += 2
      return rsaModulusBits(more)
    }
    // Low bytes of the lengths of: the whole, the bit string, the key inside it.
    expect([lengthened([3]), lengthened([3, 22]), lengthened([3, 22, 27])]).toEqual([undefined, undefined, undefined])
  })

  it('any bytes are answered', () => fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
    expect(rsaModulusBits(bytes)).toBeUndefined()
  })))
})

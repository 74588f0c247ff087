import { toBase64 } from '@wardroom/schema/sealing/bytes'
import { sealBytes, sealText } from '@wardroom/schema/sealing/encstring'
import { isMasterPasswordHash, isType2, isType4, isWrappedKey, isWrappedPrivateKey, sealedLimits } from '@wardroom/schema/sealing/shape'
import { importKey, makeKey } from '@wardroom/schema/sealing/symmetric-key'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import vectors from './vectors.json' with { type: 'json' }

const key = await importKey(makeKey())
const sealed = await sealText('name', key)
const { publicKeySpkiB64 } = vectors.find(({ area }) => area === 'rsa.keypair')!.output as { publicKeySpkiB64: string }
const type4 = `4.${toBase64(new Uint8Array(256))}`
const checks = { isType2, isType4, isWrappedKey, isWrappedPrivateKey, isMasterPasswordHash }

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
  const accepted = Object.entries(values)
    .map(([name, value]) => [name, Object.entries(checks).filter(([, check]) => check(value)).map(([check]) => check)])
  expect(Object.fromEntries(accepted)).toEqual({
    field: ['isType2'],
    wrappedKey: ['isType2', 'isWrappedKey'],
    wrappedPrivateKey: ['isType2', 'isWrappedPrivateKey'],
    copy: ['isType4'],
    publicKey: [],
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
  for (const other of [
    type4.replace('4.', '3.'),
    type4.replace('4.', '6.'),
    `4.${toBase64(new Uint8Array(255))}`,
    `4.${toBase64(new Uint8Array(128))}`,
    `4.${toBase64(new Uint8Array(257))}`,
  ])
    expect(isType4(other)).toBe(false)
})

it('a check answers yes or no to any text and throws nothing', () => fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
  for (const check of Object.values(checks))
    expect(check(text)).toBeTypeOf('boolean')
})))

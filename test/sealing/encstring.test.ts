import type { Bytes } from '@wardroom/schema/sealing/bytes'
import { concat, fromBase64, fromUtf8, randomBytes, toBase64, utf8 } from '@wardroom/schema/sealing/bytes'
import { CannotOpen } from '@wardroom/schema/sealing/cannot-open'
import { openBytes, openFile, openKey, openText, sealBytes, sealFile, sealText } from '@wardroom/schema/sealing/encstring'
import { parse } from '@wardroom/schema/sealing/format'
import { importKey, makeKey } from '@wardroom/schema/sealing/symmetric-key'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import vectors from './vectors.json' with { type: 'json' }

const key = await importKey(makeKey())
const text = fc.string({ unit: 'binary', maxLength: 200 })
const bytes = fc.uint8Array({ maxLength: 200 }) as fc.Arbitrary<Bytes>

/** The code that opening refuses with; anything but a CannotOpen fails the test. */
async function refusal(opening: Promise<unknown>): Promise<string> {
  const error = await opening.then(() => new Error('it was opened'), (thrown: unknown) => thrown)
  if (!(error instanceof CannotOpen))
    throw error
  return error.code
}

describe('opening inverts sealing', () => {
  it('for text', () => fc.assert(fc.asyncProperty(text, async (plain) => {
    expect(await openText(await sealText(plain, key), key)).toBe(plain)
  })))
  it('for bytes', () => fc.assert(fc.asyncProperty(bytes, async (plain) => {
    expect(await openBytes(await sealBytes(plain, key), key)).toEqual(plain)
  })))
  it('for files', () => fc.assert(fc.asyncProperty(bytes, async (plain) => {
    expect(await openFile(await sealFile(plain, key), key)).toEqual(plain)
  })))

  it.each([
    ['the empty text', ''],
    ['a byte order mark', '\uFEFFa'],
    ['composed letters', 'é'],
    ['decomposed letters', 'e\u0301'],
    ['a megabyte', 'ä'.repeat(500_000)],
  ])('keeps %s', async (_, plain) => {
    expect(await openText(await sealText(plain, key), key)).toBe(plain)
  })
})

describe('the form', () => {
  it('is text in the order iv, ciphertext, mac, and bytes in the order type, iv, mac, ciphertext', async () => {
    const sealed = parse(await sealBytes(new Uint8Array(100), key))
    if (sealed.type !== 2)
      throw new Error('sealing makes type 2 only')
    const file = await sealFile(new Uint8Array(100), key)
    expect([sealed.iv.length, sealed.ct.length, sealed.mac.length]).toEqual([16, 112, 32])
    expect([file[0], file.length]).toEqual([2, 161])
    const reordered = concat(Uint8Array.of(2), sealed.iv, sealed.mac, sealed.ct)
    expect(await openFile(reordered, key)).toEqual(new Uint8Array(100))
    expect(await refusal(openFile(concat(Uint8Array.of(2), sealed.iv, sealed.ct, sealed.mac), key))).toBe('integrity')
  })

  it('never repeats an iv', async () => {
    const sealed = await Promise.all(Array.from({ length: 500 }, () => sealText('same', key)))
    expect(new Set(sealed.map(value => value.split('|')[0])).size).toBe(500)
  })

  it('has the expected lengths', async () => {
    expect((await sealBytes(makeKey(), key)).length).toBe(180)
    expect((await sealBytes(randomBytes(16), key)).length).toBe(116)
  })
})

describe('refuses', () => {
  it('any flipped bit of iv, ciphertext or mac', () =>
    fc.assert(fc.asyncProperty(bytes, fc.nat(), fc.integer({ min: 0, max: 7 }), async (plain, at, bit) => {
      const file = await sealFile(plain, key)
      file[1 + at % (file.length - 1)]! ^= 1 << bit
      expect(await refusal(openFile(file, key))).toBe('integrity')
    })))

  it('any changed character of the text form', () =>
    fc.assert(fc.asyncProperty(text, fc.nat(), fc.constantFrom(...'.|=+/2469AZaz '), async (plain, at, character) => {
      const sealed = await sealText(plain, key)
      const place = at % sealed.length
      fc.pre(sealed[place] !== character)
      expect(await refusal(openText(`${sealed.slice(0, place)}${character}${sealed.slice(place + 1)}`, key))).toBeTypeOf('string')
    }), { numRuns: 500 }))

  it('another key', async () => {
    expect(await refusal(openText(await sealText('secret', key), await importKey(makeKey())))).toBe('integrity')
  })

  it('a mac that fits under another encryption key, telling nothing else', async () => {
    const bytesOfKey = makeKey()
    const mixed = makeKey()
    mixed.set(bytesOfKey.subarray(32), 32)
    const sealed = await sealText('secret', await importKey(bytesOfKey))
    const codes = await Promise.all(Array.from({ length: 20 }, async () => {
      crypto.getRandomValues(mixed.subarray(0, 32))
      return openText(sealed, await importKey(mixed)).then(() => 'opened', (error: CannotOpen) => error.message)
    }))
    expect(codes.filter(code => code !== 'cannot decrypt')).toEqual([])
  })

  it('bytes that are no text', async () => {
    expect(await refusal(openText(await sealBytes(Uint8Array.of(0xC3, 0x28), key), key))).toBe('malformed')
  })

  it('a wrapped key that is not 64 bytes, as base64 text of one is not', async () => {
    expect(await refusal(openKey(await sealText(toBase64(makeKey()), key), key))).toBe('wrong-key-type')
    expect(await refusal(openKey(await sealBytes(randomBytes(32), key), key))).toBe('wrong-key-type')
  })

  it('the published forgeries, each with its code', async () => {
    const { encStrings } = vectors.find(({ id }) => id === 'enc2-neg-tamper')!.input as { encStrings: Record<string, string> }
    const published = await importKey(Uint8Array.from({ length: 64 }, (_, at) => at) as never)
    const codes = await Promise.all(
      Object.entries(encStrings).map(async ([name, sealed]) => [name, await refusal(openText(sealed, published))]),
    )
    expect(Object.fromEntries(codes)).toEqual({
      flippedIvBit: 'integrity',
      flippedCtBit: 'integrity',
      flippedMacBit: 'integrity',
      truncatedCt: 'integrity',
      missingMac: 'malformed',
      shortMac: 'malformed',
      shortIv: 'malformed',
      extraPart: 'malformed',
      unknownType: 'unsupported-type',
      badBase64: 'malformed',
      empty: 'malformed',
    })
  })

  it('every type but 2 under a 64-byte key, also with a mac that would fit', async () => {
    const [iv, ct, mac] = (await sealText('secret', key)).slice(2).split('|')
    const rsa = toBase64(new Uint8Array(256))
    const codes = await Promise.all([
      `0.${iv}|${ct}`,
      `${iv}|${ct}`,
      `1.${iv}|${ct}|${mac}`,
      `${iv}|${ct}|${mac}`,
      `3.${rsa}`,
      `4.${rsa}`,
      `5.${rsa}|${mac}`,
      `6.${rsa}|${mac}`,
      `7.${ct}`,
      `02.${iv}|${ct}|${mac}`,
      `2.${iv}|${ct}`,
    ]
      .map(sealed => refusal(openText(sealed, key))))
    expect(codes).toEqual([
      'wrong-key-type',
      'wrong-key-type',
      'unsupported-type',
      'unsupported-type',
      'wrong-key-type',
      'wrong-key-type',
      'wrong-key-type',
      'wrong-key-type',
      'unsupported-type',
      'malformed',
      'malformed',
    ])
  })

  it('files of another type, cut ones and empty ones', async () => {
    const file = await sealFile(utf8('a file'), key)
    expect(await refusal(openFile(new Uint8Array(0), key))).toBe('malformed')
    expect(await refusal(openFile(Uint8Array.of(0, ...file.subarray(1)), key))).toBe('unsupported-type')
    expect(await refusal(openFile(file.subarray(0, 49), key))).toBe('malformed')
    expect(await refusal(openFile(file.subarray(0, -1), key))).toBe('malformed')
    expect(await refusal(openFile(file.subarray(0, 30), key))).toBe('malformed')
  })

  it('malformed strings with nothing but CannotOpen', () => {
    const part = fc.oneof(fc.base64String(), fc.string(), fc.constant(''))
    const built = fc.tuple(
      fc.oneof(fc.integer({ min: -1, max: 300 }).map(String), fc.string({ maxLength: 3 })),
      fc.array(part, { maxLength: 4 }),
    ).map(([type, parts]) => `${type}.${parts.join('|')}`)
    return fc.assert(fc.asyncProperty(fc.oneof(text, built), async (sealed) => {
      expect(await refusal(openText(sealed, key))).toBeTypeOf('string')
    }), { numRuns: 1_000 })
  })
})

describe('base64', () => {
  it('leads back to the bytes', () => fc.assert(fc.property(bytes, (plain) => {
    expect(fromBase64(toBase64(plain))).toEqual(plain)
  })))

  it.each(
    ['A', 'AA', 'AAA', 'AA=A', '====', 'A===', 'AAAA=', 'AA==AA==', ' AAA', 'AAA\n', 'AA-_', 'AB==', 'AAB='],
  )('is refused when not strict: %j', (broken) => {
    expect(fromBase64(broken)).toBeUndefined()
  })

  it('has one spelling for the same bytes', () => {
    expect([fromBase64('lGA='), fromBase64('lGD=')]).toEqual([Uint8Array.of(0x94, 0x60), undefined])
  })

  it('text that is not UTF-8 throws', () => {
    expect(() => fromUtf8(Uint8Array.of(0xFF))).toThrow(TypeError)
  })
})

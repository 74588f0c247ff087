import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameFault, readEmail, tidyName } from '@wardroom/schema/text'

const fault = (text: string, max = 50) => nameFault(tidyName(text), max)

describe('a name', () => {
  it.each([
    'Acme',
    'Müller & Söhne',
    '张伟',
    'יוסף כהן',
    'علی‌رضا',
    'நிறுவனம்',
    'Crème brûlée'.normalize('NFD'),
    '👨‍👩‍👧‍👦 Familie',
    '❤️ Charity',
    'Nº 1 (Köln)',
    'O’Neil',
    'क्षत्रिय',
    'श्री‍मान',
    '1️⃣ Erste',
    '👩🏽‍💻 Labs',
    '🏳️‍🌈 Pride',
  ])('may be %s', (text) => {
    expect(fault(text)).toBeNull()
  })

  it.each([
    ['a zero-width space', '\u200B'],
    ['a zero-width space within', 'Ac\u200Bme'],
    ['a right-to-left override', 'Acme\u202E gpj.exe'],
    ['an isolate', 'Attack \u2067reversed\u2069'],
    ['a soft hyphen', 'Ac\u00ADme'],
    ['a Hangul filler alone', '\u3164'],
    ['a Braille blank', '\u2800'],
    ['a line separator', 'on two\u2028lines'],
    ['a tag', 'Acme\u{E0041}'],
    ['private use', 'Acme\uE000'],
    ['a lone surrogate', 'Acme\uD800'],
    ['a tab', 'Ac\tme'],
    ['a joiner at the end', 'Acme\u200D'],
    ['a joiner beside a space', 'Ac \u200Dme'],
    ['two choices of form', 'A\uFE0F\uFE0F'],
    ['a choice of form behind a letter', 'Ada\uFE0F'],
    ['a choice of form behind a digit', '5\uFE0F'],
    ['a joiner within Latin', 'A\u200Dda'],
    ['a non-joiner within Latin', 'A\u200Cda'],
    ['an object replacement', 'A\uFFFCda'],
    ['49 marks on one sign', `a${'\u0301'.repeat(49)}`],
    ['a mark on nothing', '\u0301abc'],
  ])('has not %s', (_, text) => {
    expect(fault(text)).toBe('INVISIBLE')
  })

  it('is as long as it looks', () => {
    expect(fault('👨‍👩‍👧‍👦'.repeat(5), 5)).toBeNull()
    expect(fault('👨‍👩‍👧‍👦'.repeat(6), 5)).toBe('TOO_LONG')
    expect(fault('\u3000 \u00A0')).toBe('EMPTY')
  })

  it('is not composed where it is too long for one: that takes the square of its marks', () => {
    const heap = `a${'\u0301\u0316'.repeat(24_000)}`
    expect(tidyName(heap)).toBe(heap)
    expect(fault(heap)).toBe('TOO_LONG')
    expect(readEmail(`${heap}@x.example`)).toBeNull()
  })

  it('stays itself when it is read again', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      expect(tidyName(tidyName(text))).toBe(tidyName(text))
    }))
  })
})

describe('an address', () => {
  it.each([
    [' Ada@Acme.Example ', 'ada@acme.example'],
    ['jörg@x.example', 'jörg@x.example'],
    ['jo\u0308rg@x.example', 'jörg@x.example'],
    ['用户@x.example', '用户@x.example'],
    ['müller@bücher.example', 'müller@xn--bcher-kva.example'],
    ['a+b_c.d@sub.x-y.example', 'a+b_c.d@sub.x-y.example'],
    ['o\'neil@x.example', 'o\'neil@x.example'],
  ])('%s is %s', (text, email) => {
    expect(readEmail(text)).toBe(email)
    expect(readEmail(email)).toBe(email)
  })

  it.each([
    '',
    'ada',
    '@x.example',
    'ada@',
    'ada@localhost',
    'a@[10.0.0.1]',
    'a@10.0.0.1',
    'a@0x7f.1',
    'mailto:ada@x.example',
    'a b@x.example',
    'a@b@x.example',
    'a@x.example:25',
    'a@x.example/p',
    'a@x%2eexample',
    'ad\u200Bmin@x.example',
    'ad\u00ADmin@x.example',
    '\u202Eada@x.example',
    '＠ann@x.example',
    'ann＠@x.example',
    'a\u3164@x.example',
    'a@x\u200B.example',
    `${'a'.repeat(65)}@x.example`,
    `a@${'x'.repeat(64)}.example`,
    `a@${'x.'.repeat(127)}example`,
  ])('is none: %j', (text) => {
    expect(readEmail(text)).toBeNull()
  })

  it('is found again as it was stored', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), fc.domain(), (local, domain) => {
      const email = readEmail(`${local}@${domain}`)
      if (email !== null)
        expect(readEmail(email)).toBe(email)
    }))
  })

  it('is read as itself, whatever its letters and marks become in lower case', () => {
    const signs = (from: number, to: number, kind: RegExp): string[] =>
      Array.from({ length: to - from }, (_, at) => String.fromCodePoint(from + at)).filter(sign => kind.test(sign))
    const marks = signs(0x300, 0x370, /\p{M}/u)
    const read = signs(0x41, 0x1F200, /[\p{Lu}\p{Lt}]/u).flatMap(letter => marks.map(mark => readEmail(`${letter}${mark}@x.example`)))
    expect(read.filter(email => email !== null && readEmail(email) !== email)).toEqual([])

    const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZİΑΙΥΣΩ')
    const marked = fc.tuple(letter, fc.array(fc.constantFrom(...marks), { maxLength: 4 }))
    fc.assert(fc.property(fc.array(marked, { minLength: 1, maxLength: 8 }), (parts) => {
      const email = readEmail(`${parts.map(([sign, above]) => sign + above.join('')).join('')}@x.example`)
      expect(email && readEmail(email)).toBe(email)
    }), { numRuns: 2_000 })
  })
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readEmail } from '@wardroom/schema/text'
import { readInvites } from '../../dashboard/src/user/invite/invite-rows.js'

const roles = ['OWNER', 'ADMIN', 'CUSTOM', 'USER'] as const
const word = fc.stringMatching(/^[a-z]{1,8}$/)
const email = fc.tuple(word, word).map(([local, domain]) => `${local}@${domain}.example`)
const book = fc.uniqueArray(email, { minLength: 1, maxLength: 12 })
const name = fc.constantFrom('Ada Lovelace', 'Lovelace, Ada', 'Ada; of Sales', 'Ada "Countess" L', 'O\'Neil', '王芳', 'user', 'Ada <3')
const separator = fc.constantFrom('\n', '\r\n', ', ', '; ', ';\n', ',\r\n', '，', '；', '、', ' ;')

const quoted = (text: string): string => `"${text.replaceAll('"', '\\"')}"`
const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`
const sound = (text: string): string[] => readInvites(text, 'USER', roles).filter(row => !row.problem).map(row => row.email).sort()

it('an address book that a mail program copied is invited whole', () => {
  const entry = fc.tuple(name, fc.boolean())
    .map(([label, named]) => (address: string): string => named && label !== 'Ada <3' ? `${quoted(label)} <${address}>` : address)
  fc.assert(fc.property(book, fc.array(entry, { minLength: 12, maxLength: 12 }), separator, (people, entries, between) => {
    expect(sound(people.map((address, at) => entries[at]!(address)).join(between))).toEqual([...people].sort())
  }))
})

it('a CSV is invited whole, whatever its columns are called, and wherever they stand', () => {
  const head = fc.constantFrom('Email', 'E-Mail-Adresse', 'User principal name', 'Email Address [Required]', '邮箱地址')
  fc.assert(fc.property(book, head, name, fc.constantFrom(',', ';', '\t'), fc.boolean(), (people, called, label, delimiter, first) => {
    const order = ([a, b]: [string, string]): string => (first ? [a, b] : [b, a]).join(delimiter)
    const lines = people.map(address => order([address, cell(label)]))
    expect(sound([order([called, 'Name']), ...lines].join('\r\n'))).toEqual([...people].sort())
  }))
})

it('an @ in quotes that begin on the line of a heading does not vanish with it', () => {
  expect(readInvites('"sep=;\n@"', 'USER', roles)).toMatchObject([{ problem: 'malformed' }])
})

it('no @ of any text vanishes: each is in a row, or in a row with its problem', () => {
  const sign = fc.constantFrom(...'@@＠ab.,;"\'<>()\t \n\r，；“”\\:、', 'ada@x.example', '"Ada" <', 'Email,', 'User', 'sep=;\n', '""')
  fc.assert(fc.property(fc.array(sign, { maxLength: 60 }), (signs) => {
    const text = signs.join('')
    const shown = readInvites(text, 'USER', roles).map(row => row.email)
    for (const [run] of text.replaceAll('＠', '@').matchAll(/[a-z.]*@[a-z.@]*/g)) {
      expect(shown.some(one => one.includes(run)), `${JSON.stringify(run)} of ${JSON.stringify(text)} is not in ${JSON.stringify(shown)}`)
        .toBe(true)
    }
  }), { numRuns: 3_000 })
})

it('what is sound is an address to the server as well', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (local, domain) => {
    for (const address of sound(`${local}@${domain}.example`))
      expect(readEmail(address)).toBe(address)
  }))
})

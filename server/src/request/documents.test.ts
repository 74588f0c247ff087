import { parse } from 'graphql'
import { expect, it } from 'vitest'
import { keptDocuments } from './documents.js'
import { limits } from './limits.js'

it.each([
  ['of many tokens', (n: number) => `{ ${'a '.repeat(limits.tokens - 10)} a${n} }`, 110],
  ['of few tokens and a long comment', (n: number) => `{ a${n} } #${'x'.repeat(limits.characters - 20)}`, 200],
])('documents %s are kept up to a bound, the newest', (_, source, most) => {
  const documents = keptDocuments()
  for (let n = 0; n < 300; n++)
    documents.set(`${n}`, parse(source(n)))
  expect(documents.size).toBeLessThan(most)
  expect(documents.size).toBeGreaterThan(most * 0.8)
  expect(documents.has('299')).toBe(true)
})

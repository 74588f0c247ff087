import { expect, it } from 'vitest'
import { lacksOf, leastRules, strictestOf } from './master-password-rules.js'

it('the strictest is never weaker than what every password has', () => {
  expect(strictestOf([])).toEqual(leastRules)
  expect(strictestOf([{ ...leastRules, minComplexity: 0, minLength: 12 }])).toEqual(leastRules)
})

it('each rule alone is asked, in letters of every script, and length counts signs', () => {
  const lacks = (password: string, rule: object, score = 4) => lacksOf(password, score, { ...leastRules, ...rule })
  expect(lacks('correct horse battery', {})).toEqual([])
  expect(lacks('correct horse', {}, 2)).toEqual(['minComplexity'])
  expect(lacks('🐎'.repeat(11), {})).toEqual(['minLength'])
  expect(lacks('🐎'.repeat(12), {})).toEqual([])
  expect(lacks('CORRECT HORSE BATTERY', { requireLower: true })).toEqual(['requireLower'])
  expect(lacks('correct horse battery', { requireUpper: true })).toEqual(['requireUpper'])
  expect(lacks('correct Ökonomie battery', { requireUpper: true })).toEqual([])
  expect(lacks('correct horse battery', { requireNumbers: true })).toEqual(['requireNumbers'])
  expect(lacks('correct horse ٣ battery', { requireNumbers: true })).toEqual([])
  expect(lacks('correct horse battery', { requireSpecial: true })).toEqual(['requireSpecial'])
  expect(lacks('correct-horse-battery', { requireSpecial: true })).toEqual([])
  expect(lacks('short', { minLength: 14, requireUpper: true, requireNumbers: true }, 0))
    .toEqual(['minLength', 'requireUpper', 'requireNumbers', 'minComplexity'])
})

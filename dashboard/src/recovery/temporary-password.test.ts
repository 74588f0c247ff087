import { expect, it } from 'vitest'
import { makeTemporaryPassword } from './temporary-password.js'

it('a temporary password has four groups of five clear signs, of three kinds, and never comes twice', () => {
  const made = Array.from({ length: 500 }, () => makeTemporaryPassword())
  for (const password of made) {
    expect(password).toMatch(/^(?:[a-z2-9]{5}-){3}[a-z2-9]{5}$/i)
    expect(password).not.toMatch(/[loIO01]/)
    expect(password).toMatch(/[a-z]/)
    expect(password).toMatch(/[A-Z]/)
    expect(password).toMatch(/\d/)
  }
  expect(new Set(made).size).toBe(500)
})

it('every sign comes about as often as every other', () => {
  const counts = new Map<string, number>()
  for (const sign of Array.from({ length: 3_000 }, () => makeTemporaryPassword()).join('').replaceAll('-', ''))
    counts.set(sign, (counts.get(sign) ?? 0) + 1)
  const mean = 60_000 / 56
  expect(counts.size).toBe(56)
  for (const [sign, count] of counts)
    expect([sign, count > mean * 0.8 && count < mean * 1.25]).toEqual([sign, true])
})

it('is as long as a client asks', () => {
  for (const asked of [12, 23, 24, 29, 30, 128])
    expect(makeTemporaryPassword(asked).length).toBeGreaterThanOrEqual(asked)
  expect(makeTemporaryPassword(23)).toHaveLength(23)
})

import { expect, it } from 'vitest'
import { Refusal } from '../../lib/refusal.js'
import { refusedRows, rowKey } from './refused-rows.js'

const sent = ['ada@x.example', 'bo@x.example'].map((email, at) => ({ line: 7 + at, email, role: 'USER' as const }))

it('the reasons of a refused list belong to the rows at their place, until their role changes', () => {
  const refusal = new Refusal('BAD_USER_INPUT', 'Nobody was invited.', {
    rows: [{ line: 2, code: 'ROLE_ABOVE_OWN', message: 'No.' }, { line: 9, code: 'INTERNAL', message: 'Nobody.' }],
  })
  const reasons = refusedRows(refusal, sent)
  expect([...reasons].map(([key, { code }]) => [key, code])).toEqual([['bo@x.example USER', 'ROLE_ABOVE_OWN']])
  expect(reasons.has(rowKey({ ...sent[1]!, role: 'ADMIN' }))).toBe(false)
})

it('a refusal of the whole, as for want of seats, names no row', () => {
  expect(refusedRows(new Refusal('NO_FREE_SEAT', 'No.', { missing: 2 }), sent).size).toBe(0)
})

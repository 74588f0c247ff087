import { expect, it } from 'vitest'
import { troubleOf } from './trouble.js'

const answers = (is: boolean) => () => Promise.resolve(is)

it.each([
  [4429, true, 'full'],
  [1013, true, 'unreachable'],
  [1006, true, 'blocked'],
  [1006, false, 'unreachable'],
  [4499, true, 'blocked'],
  [undefined, true, 'blocked'],
  [undefined, false, 'unreachable'],
])('a socket that closed with %s while the server otherwise answers: %s is %s', async (code, is, trouble) => {
  expect(await troubleOf(code, answers(is))).toBe(trouble)
})

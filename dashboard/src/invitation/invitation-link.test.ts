import { expect, it } from 'vitest'
import { tokenOf } from './invitation-link.js'

const token = 'q8s5Yk0m-_Zr1xXy2Ww3Vv4Uu5Tt6Ss7Rr8Qq9Pp0Oo'

it.each([
  `https://wardroom.example/invitation#${token}`,
  `https://wardroom.example/invitation%23${token}`,
  `  https://wardroom.example/invitation#token=${token}\n`,
  `#${token}`,
  token,
])('the token of %j is found', (link) => {
  expect(tokenOf(link)).toBe(token)
})

it.each(['', '#', 'https://wardroom.example/invitation', 'https://wardroom.example/invitation#', 'hello'])('%j has no token', (link) => {
  expect(tokenOf(link)).toBe('')
})

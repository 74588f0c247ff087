import { expect, it } from 'vitest'
import { maskEmail } from './mask-email.js'

it('addresses are masked wherever they stand, names are not', () => {
  expect(maskEmail('ada@acme.example')).toBe('a•••@a•••')
  expect(maskEmail('Ada Lovelace')).toBe('Ada Lovelace')
  expect(maskEmail('Ada, ada@acme.example and bo@x.y')).toBe('Ada, a•••@a••• and b•••@x•••')
})

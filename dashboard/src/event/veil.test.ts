import { expect, it } from 'vitest'
import { veil } from './veil.js'

it('addresses are veiled wherever they stand, names are not', () => {
  expect(veil('ada@acme.example')).toBe('a•••@a•••')
  expect(veil('Ada Lovelace')).toBe('Ada Lovelace')
  expect(veil('Ada, ada@acme.example and bo@x.y')).toBe('Ada, a•••@a••• and b•••@x•••')
})

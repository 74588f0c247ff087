import { expect, it } from 'vitest'
import { hashPassword, verifyPassword } from './password-hash.js'

const text = '8HT+qrqqhBaGEIHp9mwuv1ivoW9r6yaauAkOCYbe+SM='
const other = '7kTqkF1pY/3JeOu73N9kR99fDDe9O1JOZaVc7KH3lsU='
const pepper = Buffer.alloc(32, 7)

it('a stored hash says how it was made and verifies only its own text', async () => {
  const stored = await hashPassword(text, pepper)
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(stored).not.toContain(text)
  expect(await verifyPassword(text, stored, pepper)).toEqual({ matches: true, stale: false })
  expect(await verifyPassword(other, stored, pepper)).toEqual({ matches: false, stale: false })
})

it('the same text is stored differently each time', async () => {
  expect(await hashPassword(text, pepper)).not.toBe(await hashPassword(text, pepper))
})

it('without the pepper a stolen hash verifies nothing', async () => {
  const stored = await hashPassword(text, pepper)
  expect(await verifyPassword(text, stored, Buffer.alloc(32, 8))).toEqual({ matches: false, stale: false })
})

it('argon2id with other parameters, as another implementation (hash-wasm 4.13) wrote it, is read, and is stale', async () => {
  const stored = '$argon2id$v=19$m=1024,t=3,p=1$AQEBAQEBAQEBAQEBAQEBAQ$Be7cTqiuQSMxy7W+GzbDblrmoMWFHF73kQdBlOFpmqE'
  expect(await verifyPassword(text, stored, pepper)).toEqual({ matches: true, stale: true })
  expect(await verifyPassword(other, stored, pepper)).toEqual({ matches: false, stale: true })
})

it.each([
  '',
  'plain',
  '$argon2id$v=19$m=19456,t=2,p=1$short$hash',
  '$argon2d$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  '$pbkdf2-sha512$i=210000,l=32$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  'AQAAAAEAAYagAAAA/53ky9F/Zt5sy3/UAHVvBarMR+tBXYOM5IGgXy4/mx82uptgHgItauyCN+UZTvAqiA==',
])('a stored hash of no known form is a fault, never a match: %s', async (stored) => {
  await expect(verifyPassword(text, stored, pepper)).rejects.toBeInstanceOf(TypeError)
})

it('two at a time, fifty waiting, and the next one is refused at once', async () => {
  const stored = await hashPassword(text, pepper)
  const accepted = Array.from({ length: 52 }, () => verifyPassword(text, stored, pepper))
  await expect(verifyPassword(text, stored, pepper)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  expect(await Promise.all(accepted)).toEqual(Array.from({ length: 52 }, () => ({ matches: true, stale: false })))
  expect((await verifyPassword(text, stored, pepper)).matches).toBe(true)
}, 20_000)

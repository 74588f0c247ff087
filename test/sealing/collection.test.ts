import { CannotOpen } from '@wardroom/schema/sealing/cannot-open'
import { openCollectionName, sealCollectionName } from '@wardroom/schema/sealing/collection'
import { sealText } from '@wardroom/schema/sealing/encstring'
import { isType2, sealedLimits } from '@wardroom/schema/sealing/shape'
import { importKey, makeKey } from '@wardroom/schema/sealing/symmetric-key'
import { expect, it } from 'vitest'

const place = { clientId: '6f6f2b1e-3a0c-4c53-9d0f-0e1c9a7f5b42', id: '6f6f2b1e-3a0c-4c53-9d0f-0e1c9a7f5b43' }
const key = await importKey(makeKey())
const refused = (code: 'replaced' | 'integrity') => Object.assign(new CannotOpen(code), {})

it('a collection\'s name opens where it was sealed, and its parts have the form the server asks for', async () => {
  const sealed = await sealCollectionName(place, 'Finance/Löhne', key)
  expect(await openCollectionName(place, sealed, key)).toBe('Finance/Löhne')
  expect(Object.values(sealed).every(text => isType2(text, sealedLimits.name))).toBe(true)
})

it('it is refused of another collection, of another client, beside another binding and under another key', async () => {
  const [sealed, other] = [await sealCollectionName(place, 'Board', key), await sealCollectionName(place, 'Board', key)]
  const open = (of = place, what = sealed, under = key) => openCollectionName(of, what, under)
  await expect(open({ ...place, id: place.clientId })).rejects.toEqual(refused('replaced'))
  await expect(open({ ...place, clientId: place.id })).rejects.toEqual(refused('replaced'))
  await expect(open(place, { ...sealed, name: other.name })).rejects.toEqual(refused('replaced'))
  await expect(open(place, { ...sealed, binding: await sealText('', key) })).rejects.toEqual(refused('replaced'))
  await expect(open(place, sealed, await importKey(makeKey()))).rejects.toEqual(refused('integrity'))
})

import { CannotOpen } from '@wardroom/schema/sealing/cannot-open'
import { openText, sealBytes, sealText } from '@wardroom/schema/sealing/encstring'
import { bindKey, isBound, openPin, sealPin } from '@wardroom/schema/sealing/pin'
import { isKeyBinding, isPin, isWrappedKey } from '@wardroom/schema/sealing/shape'
import { importKey, makeKey } from '@wardroom/schema/sealing/symmetric-key'
import { describe, expect, it } from 'vitest'

const acme = '6f6f2b1e-3a0c-4c53-9d0f-0e1c9a7f5b42'
const birch = '6f6f2b1e-3a0c-4c53-9d0f-0e1c9a7f5b43'
const ofAcme = { kind: 'client', id: acme } as const
const ofBirch = { kind: 'client', id: birch } as const
const userKey = await importKey(makeKey())
const refused = (code: string) => Object.assign(new CannotOpen(code as 'replaced'), {})

describe('a pin', () => {
  it('gives back the key of its provider or client, and has a shape of its own', async () => {
    const key = makeKey()
    const pin = await sealPin(ofAcme, key, userKey)
    expect(await openPin(pin, ofAcme, userKey)).toEqual(key)
    expect([isPin(pin), isWrappedKey(pin), isKeyBinding(pin)]).toEqual([true, false, false])
  })

  it('never passes for that of another, nor for anything else under the user key', async () => {
    const key = makeKey()
    await expect(openPin(await sealPin(ofBirch, key, userKey), ofAcme, userKey)).rejects.toEqual(refused('replaced'))
    await expect(openPin(await sealPin({ kind: 'provider', id: acme }, key, userKey), ofAcme, userKey)).rejects.toEqual(refused('replaced'))
    await expect(openPin(await sealBytes(key, userKey), ofAcme, userKey)).rejects.toEqual(refused('replaced'))
    await expect(openPin(await sealText('', userKey), ofAcme, userKey)).rejects.toEqual(refused('replaced'))
    await expect(openPin(await sealText(`wardroom.pin.v2:client:${acme}:short`, userKey), ofAcme, userKey))
      .rejects.toEqual(refused('wrong-key-type'))
    await expect(openPin(await sealPin(ofAcme, key, await importKey(makeKey())), ofAcme, userKey)).rejects.toEqual(refused('integrity'))
  })
})

describe('the binding of a client key', () => {
  it('names its client, under the key itself', async () => {
    const clientKey = await importKey(makeKey())
    const binding = await bindKey(acme, clientKey)
    expect([await isBound(binding, acme, clientKey), isKeyBinding(binding), isPin(binding)]).toEqual([true, true, false])
    expect(await openText(binding, clientKey)).toBe(`wardroom.client.v1:${acme}`)
  })

  it.each(['another client', 'another key', 'another text', 'no EncString'])('does not hold for %s', async (what) => {
    const clientKey = await importKey(makeKey())
    const binding = what === 'another text'
      ? await sealText(acme, clientKey)
      : what === 'no EncString' ? 'x' : await bindKey(acme, clientKey)
    expect(
      await isBound(binding, what === 'another client' ? birch : acme, what === 'another key' ? await importKey(makeKey()) : clientKey),
    ).toBe(false)
  })
})

import { accountKeys, makeAccount, signIn, unlock } from '@wardroom/schema/sealing/account'
import { fromBase64 } from '@wardroom/schema/sealing/bytes'
import { CannotOpen } from '@wardroom/schema/sealing/cannot-open'
import { openText } from '@wardroom/schema/sealing/encstring'
import { openPin, sealPin } from '@wardroom/schema/sealing/pin'
import { PinForeign, rotateUserKey } from '@wardroom/schema/sealing/rotation'
import { importPrivateKey, importPublicKey, makeKeyPair, unwrapKey } from '@wardroom/schema/sealing/rsa'
import { importKey, makeKey } from '@wardroom/schema/sealing/symmetric-key'
import { describe, expect, it } from 'vitest'

const [password, email] = ['correct horse battery staple', 'ada@northwind.example']
const { registration, account } = await makeAccount(email, password)
const keys = { ...registration, salt: email }
const provider = { kind: 'provider', id: crypto.randomUUID() } as const
const client = { kind: 'client', id: crypto.randomUUID() } as const
const [providerKey, clientKey] = [makeKey(), makeKey()]
const pins = [
  { of: provider.id, pin: await sealPin(provider, providerKey, account.userKey) },
  { of: client.id, pin: await sealPin(client, clientKey, account.userKey) },
]
const pair = await makeKeyPair()
const enrolments = [{ userId: crypto.randomUUID(), clientId: client.id, to: await importPublicKey(pair.publicKey) }]
const nothing = { pins: [], enrolments: [], email }

/** The code that something is refused with. */
function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(() => 'opened', (error: unknown) => error instanceof CannotOpen ? error.code : error)
}

it('everything that is sealed anew opens with the new user key, and nothing with the one of before', async () => {
  const { rotation, after } = await rotateUserKey(password, keys, { pins, enrolments, email })
  const { masterPasswordHash, stretchedKey } = await signIn(password, keys)
  expect(rotation.masterPasswordHash).toBe(masterPasswordHash)
  const { newWrappedUserKey: wrappedUserKey, newWrappedPrivateKey: wrappedPrivateKey } = rotation
  const opened = await unlock(stretchedKey, { ...keys, wrappedUserKey, wrappedPrivateKey })
  expect(opened.userKeyDigest).toBe(after.userKeyDigest)
  expect(opened.userKeyDigest).not.toBe(account.userKeyDigest)
  expect(opened.publicKey.spki).toEqual(account.publicKey.spki)
  const [ofProvider, ofClient] = rotation.pins
  expect(await openPin(ofProvider!.pin, provider, opened.userKey)).toEqual(providerKey)
  expect(await openPin(ofClient!.pin, client, opened.userKey)).toEqual(clientKey)
  const [copy] = rotation.recoveryKeys
  const recovered = await importKey(await unwrapKey(copy!.recoveryKey, await importPrivateKey(pair.privateKey)))
  expect(await openText(copy!.recoveryBinding, recovered)).toBe(`wardroom.recovery.v1:${client.id}:${email}`)
  expect(await openPin(ofClient!.pin, client, recovered)).toEqual(clientKey)

  const old = account.userKey
  for (const work of [openPin(ofProvider!.pin, provider, old), openPin(ofClient!.pin, client, old), openText(copy!.recoveryBinding, old)])
    expect(await refusal(work)).toBe('integrity')
  expect(await refusal(unlock(stretchedKey, { ...keys, wrappedPrivateKey: rotation.newWrappedPrivateKey }))).toBe('replaced')
})

describe('a rotation stops as a whole', () => {
  const rotate = (changed: Partial<Parameters<typeof rotateUserKey>[2]>, of = keys) =>
    refusal(rotateUserKey(password, of, { ...nothing, ...changed }))

  it('where a note does not open', async () => {
    const stranger = await importKey(makeKey())
    expect(await rotate({ pins: [...pins, { of: client.id, pin: await sealPin(client, clientKey, stranger) }] })).toBeInstanceOf(PinForeign)
  })

  it('where a note is handed over as that of another id', async () => {
    expect(await rotate({ pins: [{ of: client.id, pin: pins[0]!.pin }] })).toBeInstanceOf(PinForeign)
  })

  it('where the private key, or the public one, is another', async () => {
    const { stretchedKey } = await signIn(password, keys)
    const other = await accountKeys(stretchedKey)
    expect(fromBase64(other.publicKey)).not.toBeNull()
    expect(await rotate({}, { ...keys, wrappedPrivateKey: other.wrappedPrivateKey })).toBe('replaced')
    expect(await rotate({}, { ...keys, publicKey: other.publicKey })).toBe('replaced')
  })

  it('where the password is another', async () => {
    expect(await refusal(rotateUserKey('not the one', keys, nothing))).toBe('integrity')
  })
})

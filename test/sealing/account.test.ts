import type { Kdf } from '@wardroom/schema/sealing/kdf'
import { accountKeys, changePassword, register, signIn, unlock } from '@wardroom/schema/sealing/account'
import { canSeal } from '@wardroom/schema/sealing/available'
import type { CannotOpen } from '@wardroom/schema/sealing/cannot-open'
import { openText, sealBytes, sealText } from '@wardroom/schema/sealing/encstring'
import { accountIdOf, fingerprintPhrase, personPhrase } from '@wardroom/schema/sealing/fingerprint'
import { assertKdfAllowed, assertKdfNotDowngraded, defaultArgon2id, defaultKdf, KdfRefused, saltOf } from '@wardroom/schema/sealing/kdf'
import { changesUnderNormalisation, deriveMasterKey, hashMasterPassword } from '@wardroom/schema/sealing/master-key'
import { confirm, makeClientKeys, makeProviderKey, openSharedKey } from '@wardroom/schema/sealing/provider'
import { importPublicKey, makeKeyPair, PublicKeyRefused, unwrapKey, wrapKey } from '@wardroom/schema/sealing/rsa'
import { isMasterPasswordHash, isType4, isWrappedKey, isWrappedPrivateKey } from '@wardroom/schema/sealing/shape'
import { isPublicKey } from '@wardroom/server/lib/public-key'
import { importKey, makeKey } from '@wardroom/schema/sealing/symmetric-key'
import { describe, expect, it } from 'vitest'
import { holdSameKey } from './same-key.js'
import vectors from './vectors.json' with { type: 'json' }

const cannotOpen = (code: string) => expect.objectContaining({ name: 'CannotOpen', code }) as CannotOpen

/** An unlocked account without a password behind it. */
async function someone() {
  const stretchedKey = makeKey()
  const keys = await accountKeys(stretchedKey)
  return { keys, stretchedKey, ...await unlock(stretchedKey, keys) }
}

describe('a changed master password', () => {
  it('opens the same keys; a wrong present one changes nothing', async () => {
    const { kdf, masterPasswordHash, ...keys } = await register('ana@msp.example', 'the one before')
    const salt = 'ana@msp.example'
    const { change, account } = await changePassword('the one before', 'the one after', { kdf, salt, ...keys })
    expect(change.masterPasswordHash).toBe(masterPasswordHash)
    expect([isMasterPasswordHash(change.newMasterPasswordHash), isWrappedKey(change.newWrappedUserKey)]).toEqual([true, true])
    const after = await signIn('the one after', { kdf, salt })
    expect(after.masterPasswordHash).toBe(change.newMasterPasswordHash)
    const opened = await unlock(after.stretchedKey, { ...keys, wrappedUserKey: change.newWrappedUserKey })
    expect(opened.publicKey.spki).toEqual(account.publicKey.spki)
    expect(await openText(await sealText('kept', account.userKey), opened.userKey)).toBe('kept')
    await expect(changePassword('not the one', 'the one after', { kdf, salt, ...keys })).rejects.toEqual(cannotOpen('integrity'))
  })
})

describe('an account', () => {
  it('is registered, signs in elsewhere and opens what it sealed', async () => {
    const registration = await register(' Marta@Client.Example ', 'pässwörd 1')
    expect(registration.kdf).toEqual({ type: 'PBKDF2', iterations: 600_000 })
    expect([
      isMasterPasswordHash(registration.masterPasswordHash),
      isWrappedKey(registration.wrappedUserKey),
      isWrappedPrivateKey(registration.wrappedPrivateKey),
      isPublicKey(registration.publicKey),
    ]).toEqual([true, true, true, true])
    expect(Object.keys(registration).toSorted()).toEqual(['kdf', 'masterPasswordHash', 'publicKey', 'wrappedPrivateKey', 'wrappedUserKey'])

    const { masterPasswordHash, stretchedKey } = await signIn('pässwörd 1', { kdf: registration.kdf, salt: 'marta@client.example' })
    expect(masterPasswordHash).toBe(registration.masterPasswordHash)
    const { userKey } = await unlock(stretchedKey, registration)
    expect(await openText(await sealText('mine', userKey), userKey)).toBe('mine')
  })

  it('stays shut for another password, another address, or the same letters in another normal form', async () => {
    const registration = await register('ana@msp.example', 'caf\u00E9')
    for (const [password, salt] of [
      ['café ', 'ana@msp.example'],
      ['caf\u00E9', 'ana@msp.exampl'],
      ['cafe\u0301', 'ana@msp.example'],
    ] as const) {
      const { masterPasswordHash, stretchedKey } = await signIn(password, { kdf: registration.kdf, salt })
      expect(masterPasswordHash).not.toBe(registration.masterPasswordHash)
      await expect(unlock(stretchedKey, registration)).rejects.toEqual(cannotOpen('integrity'))
    }
    expect([changesUnderNormalisation('caf\u00E9'), changesUnderNormalisation('cafe\u0301')]).toEqual([false, true])
  })

  it('keeps its keys where scripts cannot take them out', async () => {
    const { userKey, privateKey } = await someone()
    for (const key of [userKey.enc, userKey.mac, privateKey.sha1, privateKey.sha256])
      expect(key.extractable).toBe(false)
  })

  it('is not opened when the server replaced its public key', async () => {
    const { keys, stretchedKey } = await someone()
    const { publicKey } = await makeKeyPair()
    await expect(unlock(stretchedKey, { ...keys, publicKey })).rejects.toEqual(cannotOpen('replaced'))
  })

  it('is not opened by a user key without a MAC (type 0), under whatever key', async () => {
    const { input } = vectors.find(({ area }) => area === 'encstring.type0-legacy')!
    const { encString } = input as { encString: string }
    const { keys, stretchedKey } = await someone()
    await expect(unlock(stretchedKey, { ...keys, wrappedUserKey: encString })).rejects.toEqual(cannotOpen('wrong-key-type'))
  })

  it('of a newer encryption is recognised before anything is opened', async () => {
    const { input } = vectors.find(({ area }) => area === 'encstring.type7')!
    const { keys, stretchedKey } = await someone()
    await expect(
      unlock(stretchedKey, { ...keys, wrappedUserKey: '2.AA', wrappedPrivateKey: (input as { shortExample: string }).shortExample }),
    ).rejects.toEqual(cannotOpen('unsupported-type'))
  })

  it('works wherever there is WebCrypto', () => {
    expect(canSeal()).toBe(true)
  })
})

describe('key derivation numbers', () => {
  const verdict = (check: (kdf: Kdf) => void, kdf: Kdf) => {
    try {
      check(kdf)
      return 'ok'
    }
    catch (error) {
      return (error as KdfRefused).code
    }
  }
  const pbkdf2 = (iterations: number): Kdf => ({ type: 'PBKDF2', iterations })
  const argon2id = (iterations: number, memory: number | null, parallelism?: number): Kdf =>
    ({ type: 'ARGON2ID', iterations, memory, parallelism })

  it.each<[Kdf, setting: string, signingIn: string]>([
    [defaultKdf, 'ok', 'ok'],
    [defaultArgon2id, 'ok', 'ok'],
    [pbkdf2(599_999), 'below', 'ok'],
    [pbkdf2(5_000), 'below', 'ok'],
    [pbkdf2(4_999), 'below', 'below'],
    [pbkdf2(1), 'below', 'below'],
    [pbkdf2(2_000_000), 'ok', 'ok'],
    [pbkdf2(2_000_001), 'above', 'above'],
    [pbkdf2(600_000.5), 'malformed', 'malformed'],
    [pbkdf2(Number.NaN), 'malformed', 'malformed'],
    [{ type: 'PBKDF2', iterations: '600000' as never }, 'malformed', 'malformed'],
    [{ type: 'PBKDF2', iterations: 600_000, memory: 64 }, 'malformed', 'ok'],
    [{ type: 'PBKDF2', iterations: 600_000, memory: null, parallelism: null }, 'ok', 'ok'],
    [argon2id(2, 16, 1), 'ok', 'ok'],
    [argon2id(1, 16, 1), 'below', 'below'],
    [argon2id(2, 15, 1), 'below', 'below'],
    [argon2id(2, 16, 0), 'below', 'below'],
    [argon2id(10, 1024, 16), 'ok', 'ok'],
    [argon2id(11, 1024, 16), 'above', 'above'],
    [argon2id(10, 1025, 16), 'above', 'above'],
    [argon2id(10, 1024, 17), 'above', 'above'],
    [argon2id(3, null, 4), 'malformed', 'malformed'],
    [argon2id(3, 64), 'malformed', 'malformed'],
    [{ type: 'SCRYPT' as never, iterations: 600_000 }, 'malformed', 'malformed'],
  ])('%j', (kdf, setting, signingIn) => {
    expect([verdict(assertKdfAllowed, kdf), verdict(assertKdfNotDowngraded, kdf)]).toEqual([setting, signingIn])
  })

  it('are looked at before anything is derived, whatever the server says', async () => {
    await expect(signIn('password', { kdf: pbkdf2(1), salt: 'a@b.example' })).rejects.toBeInstanceOf(KdfRefused)
    await expect(deriveMasterKey('password', 'salt', argon2id(3, 4_000_000, 4))).rejects.toBeInstanceOf(KdfRefused)
    await expect(register('a@b.example', 'password', pbkdf2(100_000))).rejects.toBeInstanceOf(KdfRefused)
  })

  it('the salt is the address as the server keeps it, the password is never touched', async () => {
    expect(saltOf('\t Ana@MSP.Example\n')).toBe('ana@msp.example')
    expect(saltOf('jo\u0308rg@Bücher.example')).toBe('jörg@xn--bcher-kva.example')
    expect(saltOf(' Nobody ')).toBe('nobody')
    const hashes = await Promise.all(['Password', 'password', ' password']
      .map(async password => hashMasterPassword(await deriveMasterKey(password, 'a@b.example', pbkdf2(5_000)), password)))
    expect(new Set(hashes).size).toBe(3)
  })
})

describe('a provider', () => {
  const clientId = '6f6f2b1e-3a0c-4c53-9d0f-0e1c9a7f5b42'

  it('creates a client and hands its key to a member, who gets the same bytes', async () => {
    const admin = await someone()
    const member = await someone()
    const { wrapped, providerKey } = await makeProviderKey(admin.publicKey)
    const client = await makeClientKeys(clientId, providerKey)
    expect([
      isType4(wrapped),
      isWrappedKey(client.providerKey),
      isWrappedPrivateKey(client.wrappedPrivateKey),
      isPublicKey(client.publicKey),
    ]).toEqual([true, true, true, true])

    const again = await openSharedKey(wrapped, admin.privateKey)
    const copy = await confirm(client.providerKey, again, member.publicKey)
    expect(isType4(copy)).toBe(true)
    expect(await holdSameKey([client.providerKey, providerKey], [copy, member.privateKey])).toBe(true)
    const name = await sealText('Default collection', await openSharedKey(client.providerKey, again))
    expect(await openText(name, await openSharedKey(copy, member.privateKey))).toBe('Default collection')
  })

  it('hands its own key to a colleague', async () => {
    const admin = await someone()
    const colleague = await someone()
    const { wrapped } = await makeProviderKey(admin.publicKey)
    const copy = await confirm(wrapped, admin.privateKey, colleague.publicKey)
    expect(await holdSameKey([wrapped, admin.privateKey], [copy, colleague.privateKey])).toBe(true)
  })

  it('notices a replaced copy, and sends nothing it could not open', async () => {
    const admin = await someone()
    const stranger = await someone()
    const one = await makeProviderKey(admin.publicKey)
    const other = await makeProviderKey(admin.publicKey)
    expect(await holdSameKey([one.wrapped, admin.privateKey], [other.wrapped, admin.privateKey])).toBe(false)
    await expect(confirm(one.wrapped, stranger.privateKey, stranger.publicKey)).rejects.toEqual(cannotOpen('integrity'))
    const { providerKey } = await makeClientKeys(clientId, one.providerKey)
    await expect(confirm(providerKey, admin.privateKey, stranger.publicKey)).rejects.toEqual(cannotOpen('wrong-key-type'))
    await expect(openSharedKey(one.wrapped, one.providerKey)).rejects.toEqual(cannotOpen('wrong-key-type'))
    await expect(openSharedKey(providerKey, other.providerKey)).rejects.toEqual(cannotOpen('integrity'))
  })
})

describe('keys of people', () => {
  it('wrap 64 raw bytes with SHA-1, which a reader of SHA-256 cannot open', async () => {
    const { publicKey, privateKey } = await someone()
    const key = makeKey()
    const wrapped = await wrapKey(key, publicKey)
    expect(wrapped).toHaveLength(346)
    expect(await unwrapKey(wrapped, privateKey)).toEqual(key)
    await expect(unwrapKey(wrapped.replace('4.', '3.'), privateKey)).rejects.toEqual(cannotOpen('integrity'))
  })

  it('are refused unless RSA of 2048 bits with the usual exponent', async () => {
    for (const algorithm of [
      { modulusLength: 1024, publicExponent: Uint8Array.of(1, 0, 1) },
      { modulusLength: 2048, publicExponent: Uint8Array.of(3) },
    ]) {
      const { publicKey } = await crypto.subtle.generateKey({ name: 'RSA-OAEP', hash: 'SHA-1', ...algorithm }, true, ['encrypt', 'decrypt'])
      const text = Buffer.from(await crypto.subtle.exportKey('spki', publicKey)).toString('base64')
      expect(isPublicKey(text)).toBe(false)
      await expect(importPublicKey(text)).rejects.toBeInstanceOf(PublicKeyRefused)
    }
  })

  it('have a fingerprint that depends on key and person', async () => {
    const [one, other] = [await someone(), await someone()]
    const phrases = await Promise.all([
      fingerprintPhrase(one.publicKey, 'a'),
      fingerprintPhrase(one.publicKey, 'b'),
      fingerprintPhrase(other.publicKey, 'a'),
    ])
    expect(new Set(phrases).size).toBe(3)
    expect(await fingerprintPhrase(await importPublicKey(one.keys.publicKey), 'a')).toBe(phrases[0])
    const id = await accountIdOf(one.publicKey)
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    expect(await accountIdOf(other.publicKey)).not.toBe(id)
    expect(await personPhrase(one.publicKey)).toBe(await fingerprintPhrase(one.publicKey, id))
  })

  it('private halves that are none are refused', async () => {
    const userKey = makeKey()
    const sealedNonsense = await sealText('not a key', await importKey(userKey))
    const stretchedKey = makeKey()
    const keys = {
      wrappedUserKey: await sealBytes(userKey, await importKey(stretchedKey)),
      wrappedPrivateKey: sealedNonsense,
      publicKey: '',
    }
    await expect(unlock(stretchedKey, keys)).rejects.toEqual(cannotOpen('malformed'))
  })
})

import { expect, it } from 'vitest'
import { openBytes } from '@wardroom/schema/sealing/encstring'
import { bindKey, isBound, openPin, sealPin } from '@wardroom/schema/sealing/pin'
import { publicKeyOf } from '@wardroom/schema/sealing/rsa'
import { importKey, makeKey } from '@wardroom/schema/sealing/symmetric-key'
import { openSharedKey } from '@wardroom/schema/sealing/provider'
import { useWorld } from '../testkit/use-world.js'
import { anyId } from '../testkit/world.js'

const pinKey = 'mutation ($of: ID!, $pin: String!) { pinKey(of: $of, pin: $pin) }'
const pinned = 'query ($of: ID!) { viewer { pinnedKey(of: $of) } }'
const bind = 'mutation ($id: ID!, $keyBinding: String!) { bindClientKey(id: $id, keyBinding: $keyBinding) { viewerCanBindKey keyBinding } }'
const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme')
const owner = await acme.owner()

it('the first pin of a key stays, and is its maker\'s alone', async () => {
  const key = makeKey()
  const first = await sealPin({ kind: 'client', id: acme.id }, key, owner.keys.userKey)
  const second = await sealPin({ kind: 'client', id: acme.id }, makeKey(), owner.keys.userKey)
  expect(await owner.do(pinned, { of: acme.id })).toEqual({ viewer: { pinnedKey: null } })
  expect(await owner.do(pinKey, { of: acme.id, pin: first })).toEqual({ pinKey: first })
  expect(await owner.do(pinKey, { of: acme.id, pin: second })).toEqual({ pinKey: first })
  const { viewer } = await owner.do(pinned, { of: acme.id })
  expect(await openPin(viewer.pinnedKey!, { kind: 'client', id: acme.id }, owner.keys.userKey)).toEqual(key)
  expect(await provider.admin.do(pinned, { of: acme.id })).toEqual({ viewer: { pinnedKey: null } })
})

it('no pin is taken for a key that its maker cannot hold, and none that is no pin', async () => {
  const pin = await sealPin({ kind: 'client', id: acme.id }, makeKey(), owner.keys.userKey)
  expect(await owner.refused(pinKey, { of: provider.id, pin })).toBe('NOT_FOUND')
  expect(await owner.refused(pinKey, { of: anyId(), pin })).toBe('NOT_FOUND')
  expect(await owner.refused(pinKey, { of: 'acme', pin })).toBe('NOT_FOUND')
  expect(await owner.refused(pinKey, { of: acme.id, pin: 'plain' })).toBe('SEALED_MALFORMED')
  expect(await owner.do(pinned, { of: 'acme' })).toEqual({ viewer: { pinnedKey: null } })
})

it('an API token has no pins, not even those of its maker', async () => {
  const { admin } = provider
  const pin = await sealPin({ kind: 'provider', id: provider.id }, makeKey(), admin.keys.userKey)
  await admin.do(pinKey, { of: provider.id, pin })
  const tool = await provider.tool(['READ'])
  expect(await tool.do(pinned, { of: provider.id })).toEqual({ viewer: { pinnedKey: null } })
  expect(await tool.refused(pinKey, { of: provider.id, pin })).toBe('FORBIDDEN')
  expect(await tool.do('query ($id: ID!) { client(id: $id) { keyBinding viewerCanBindKey } }', { id: acme.id }))
    .toEqual({ client: { keyBinding: null, viewerCanBindKey: false } })
})

it('a client\'s key names its client from the beginning', async () => {
  const { client } = await provider.admin.do('query ($id: ID!) { client(id: $id) { keyBinding viewerCanBindKey } }', { id: acme.id })
  const { wrapped, holder } = await provider.clientKey(acme.id)
  expect(client.viewerCanBindKey).toBe(false)
  expect(await isBound(client.keyBinding!, acme.id, await openSharedKey(wrapped, holder))).toBe(true)
})

it('a client\'s private key is there for those who hold its key, and belongs to its public key', async () => {
  const document = 'query ($id: ID!) { client(id: $id) { publicKey wrappedPrivateKey } clients { edges { node { id wrappedPrivateKey } } } }'
  const { client: { publicKey, wrappedPrivateKey }, clients } = await provider.admin.do(document, { id: acme.id })
  const { wrapped, holder } = await provider.clientKey(acme.id)
  const privateKey = await openBytes(wrappedPrivateKey!, await openSharedKey(wrapped, holder))
  expect(await publicKeyOf(privateKey)).toBe(publicKey)
  expect(clients.edges).toEqual([{ node: { id: acme.id, wrappedPrivateKey } }])
})

it('the key of a client of before is bound once, which the log tells', async () => {
  const birch = await provider.createClient('Birch')
  const { client: { keyBinding } } = await provider.admin.do('query ($id: ID!) { client(id: $id) { keyBinding } }', { id: birch.id })
  await world.sql('update client set key_binding = null where id = $1', [birch.id])
  expect(await provider.admin.do('query ($id: ID!) { client(id: $id) { keyBinding viewerCanBindKey } }', { id: birch.id }))
    .toEqual({ client: { keyBinding: null, viewerCanBindKey: true } })
  expect(await provider.admin.refused(bind, { id: birch.id, keyBinding: 'plain' })).toBe('SEALED_MALFORMED')
  const logged = await provider.logged(async () => {
    expect(await provider.admin.do(bind, { id: birch.id, keyBinding })).toEqual({ bindClientKey: { viewerCanBindKey: false, keyBinding } })
  })
  expect(logged).toEqual([{ event: 'Organization_KeyBound', by: 'Ada Admin', whom: 'Birch' }])
  expect(await provider.logged(() => provider.admin.do(bind, { id: birch.id, keyBinding }))).toEqual([])
  const another = await bindKey(birch.id, await importKey(makeKey()))
  expect(await provider.admin.refused(bind, { id: birch.id, keyBinding: another })).toBe('CONFLICT')
})

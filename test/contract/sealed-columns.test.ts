import { signIn } from '@wardroom/schema/sealing/account'
import { openBytes, openKey, openText } from '@wardroom/schema/sealing/encstring'
import { openPin } from '@wardroom/schema/sealing/pin'
import { openSharedKey } from '@wardroom/schema/sealing/provider'
import { importPrivateKey, unwrapKey } from '@wardroom/schema/sealing/rsa'
import { importKey } from '@wardroom/schema/sealing/symmetric-key'
import type { KeyBytes, SymmetricKey } from '@wardroom/schema/sealing/symmetric-key'
import { rewrapped } from '@wardroom/server/key-rotation/rewrapped'
import { makeSchema } from '@wardroom/server/schema'
import { isInputObjectType } from 'graphql'
import { expect, it } from 'vitest'
import { allowRecovery, enrol } from '../testkit/recovery.js'
import { pin, rotate, rotationOf } from '../testkit/rotation.js'
import { useWorld } from '../testkit/use-world.js'

/**
 * Everything sealed that the database holds. What hangs on a person's user key, or holds it, is sealed anew when they rotate their keys, or
 * it would never open again: a new sealed column joins `server/src/key-rotation/rewrapped.ts`, or says here on what else it hangs.
 */
const ofTheAccount = ['account.wrapped_user_key', 'account.wrapped_private_key']
const rotated = [...ofTheAccount, ...rewrapped.flatMap(({ table, columns }) => Object.keys(columns).map(column => `${table}.${column}`))]

const hangsOnSomethingElse: Record<string, string> = {
  'provider_user.key': 'the provider key under the person\'s pair of RSA keys, which stays',
  'client_user.key': 'the client key under the person\'s pair of RSA keys, which stays',
  'client.provider_key': 'the client key under the provider key',
  'client.key_binding': 'the client\'s id under the client key',
  'client.wrapped_private_key': 'the client\'s private key under the client key',
  'collection.binding': 'which collection has the name, under the client key',
  'collection.name': 'the name under the client key',
}

/** Columns that are called like something sealed and are not. */
const notSealed: Record<string, string> = {
  'account.public_key': 'public',
  'client.public_key': 'public',
  'client_user.public_key': 'public',
  'provider_user.public_key': 'public',
  'security_key.public_key': 'public',
  'security_key.credential_id': 'public',
  'two_step_method.secret': 'of the server, under a key of its root secret',
  'personal_api_key.secret_hash': 'a digest; the key ends with a rotation',
  'authenticator_offer.secret': 'of the server, under a key of its root secret',
  'idempotency.key': 'chosen by whoever asks',
  'rate_limit.key': 'what is counted',
  'api_token.name_key': 'the name in lower case, to sort by',
  'client_group.name_key': 'the name in lower case, to sort by',
  'client.name_key': 'the name in lower case, to sort by',
  'client_user.name_key': 'the name in lower case, to sort by',
  'user_group.name_key': 'the name in lower case, to sort by',
}

/** Every input of the API that takes something sealed, by the word of its description, and the column that keeps it. */
const inputs: Record<string, string> = {
  'AddClientInput.providerKey': 'client.provider_key',
  'ChangeKdfInput.newWrappedUserKey': 'account.wrapped_user_key',
  'ChangeMasterPasswordInput.newWrappedUserKey': 'account.wrapped_user_key',
  'ConfirmInput.key': 'client_user.key',
  'CreateClientInput.keyBinding': 'client.key_binding',
  'CreateClientInput.pin': 'pinned_key.pin',
  'CreateClientInput.providerKey': 'client.provider_key',
  'CreateClientInput.wrappedPrivateKey': 'client.wrapped_private_key',
  'CreateCollectionInput.binding': 'collection.binding',
  'CreateCollectionInput.name': 'collection.name',
  'EnrolInput.recoveryBinding': 'client_user.recovery_binding',
  'EnrolInput.recoveryKey': 'client_user.recovery_key',
  'FinishEmailChangeInput.newWrappedUserKey': 'account.wrapped_user_key',
  'FirstCollectionInput.binding': 'collection.binding',
  'FirstCollectionInput.name': 'collection.name',
  'Mutation.bindClientKey.keyBinding': 'client.key_binding',
  'Mutation.pinKey.pin': 'pinned_key.pin',
  'RecoverUserInput.newWrappedUserKey': 'account.wrapped_user_key',
  'RegistrationInput.wrappedPrivateKey': 'account.wrapped_private_key',
  'RegistrationInput.wrappedUserKey': 'account.wrapped_user_key',
  'RotateKeysInput.newWrappedPrivateKey': 'account.wrapped_private_key',
  'RotateKeysInput.newWrappedUserKey': 'account.wrapped_user_key',
  'RotatedPinInput.pin': 'pinned_key.pin',
  'SetupProviderInput.pin': 'pinned_key.pin',
  'SetupProviderInput.providerKey': 'provider_user.key',
  'UpdateCollectionInput.binding': 'collection.binding',
  'UpdateCollectionInput.name': 'collection.name',
}

/** How what is in a column opens: with a user key, or to one. */
const openers: Record<string, (sealed: string, with_: { userKey: SymmetricKey, stretched: SymmetricKey }) => Promise<unknown>> = {
  'account.wrapped_user_key': async (sealed, { stretched, userKey }) => same(await openKey(sealed, stretched), userKey),
  'account.wrapped_private_key': (sealed, { userKey }) => openBytes(sealed, userKey).then(importPrivateKey),
  'pinned_key.pin': (sealed, { userKey }) => openPin(sealed, { kind: 'client', id: acme.id }, userKey),
  'client_user.recovery_key': async (sealed, { userKey }) => same(await unwrapKey(sealed, await clientPrivateKey()), userKey),
  'client_user.recovery_binding': (sealed, { userKey }) => openText(sealed, userKey),
}

const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme', { firstCollection: true })
await acme.owner()
await allowRecovery(acme)

/** Whether these are the bytes of that key: what it has sealed opens with them. */
async function same(bytes: KeyBytes, key: SymmetricKey): Promise<void> {
  const probe = new Uint8Array(16)
  const mac = (of: SymmetricKey) => crypto.subtle.sign('HMAC', of.mac, probe).then(signed => Buffer.from(signed).toString('hex'))
  if (await mac(await importKey(bytes)) !== await mac(key))
    throw new Error('another user key')
}

async function clientPrivateKey() {
  const { client } = await provider.admin.do('query ($id: ID!) { client(id: $id) { wrappedPrivateKey } }', { id: acme.id })
  const { wrapped, holder } = await provider.clientKey(acme.id)
  return importPrivateKey(await openBytes(client.wrappedPrivateKey!, await openSharedKey(wrapped, holder)))
}

/** Columns that hold text of some kind, or bytes. */
function columns(): Promise<Array<{ table: string, column: string, type: string }>> {
  return world.sql(`select table_name "table", column_name "column", data_type type from information_schema.columns
    where table_schema = 'public' and data_type in ('text', 'bytea', 'jsonb', 'json', 'ARRAY', 'character varying') order by 1, 2`)
}

/** Columns in which something sealed is found. */
async function sealedNow(): Promise<string[]> {
  const found: string[] = []
  for (const { table, column, type } of await columns()) {
    const text = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`
    const rows = await world.sql(`select from "${table}" where ${text} ~ '(^|[^A-Za-z0-9+/=|.])[0-9]{1,3}\\.[A-Za-z0-9+/]{16,}={0,2}(\\||$|")' limit 1`)
    if (rows.length)
      found.push(`${table}.${column}`)
  }
  return found
}

it('every column that is called like something sealed says on what it hangs', async () => {
  const named = (await columns()).filter(({ column }) => /(?:^|_)(?:keys?|pins?|wrapped|sealed|binding|secret|cipher|encrypted|credential|data|notes?)(?:_|$)/.test(column))
  const listed = new Set([...rotated, ...Object.keys(hangsOnSomethingElse), ...Object.keys(notSealed)])
  expect(named.map(({ table, column }) => `${table}.${column}`).filter(name => !listed.has(name))).toEqual([])
  const all = new Set((await columns()).map(({ table, column }) => `${table}.${column}`))
  expect([...listed].filter(name => !all.has(name))).toEqual([])
  expect(rotated.filter(name => hangsOnSomethingElse[name])).toEqual([])
})

it('every input that takes something sealed has its column, and every column its input', async () => {
  const schema = await makeSchema()
  const sealed = (description: string | null | undefined) => /EncString/.test(description ?? '')
  const ofTypes = Object.values(schema.getTypeMap()).filter(isInputObjectType).flatMap(({ name, getFields }) =>
    Object.values(getFields.call(schema.getType(name))).filter(({ description }) => sealed(description)).map(field => `${name}.${field.name}`))
  const roots = [schema.getMutationType()!, schema.getQueryType()!, schema.getSubscriptionType()!]
  const ofFields = roots.flatMap(root => Object.values(root.getFields()).flatMap(field =>
    field.args.filter(({ description }) => sealed(description)).map(arg => `${root.name}.${field.name}.${arg.name}`)))
  expect([...ofTypes, ...ofFields].sort()).toEqual(Object.keys(inputs).sort())
  const kept = new Set(Object.values(inputs))
  expect([...rotated, ...Object.keys(hangsOnSomethingElse)].filter(column => !kept.has(column))).toEqual([])
  expect([...kept].filter(column => !rotated.includes(column) && !hangsOnSomethingElse[column])).toEqual([])
})

it('whoever has something of every kind rotates their keys: all of it opens with the new user key, and none with the old', async () => {
  const eve = await acme.join('eve@acme.example')
  await enrol(eve, acme)
  await pin(eve, { kind: 'client', id: acme.id })
  expect((await sealedNow()).sort()).toEqual([...rotated, ...Object.keys(hangsOnSomethingElse)].sort())
  expect(Object.keys(openers).sort()).toEqual([...rotated].sort())

  const { viewer } = await eve.do('{ viewer { keys { kdf { type iterations } salt } } }')
  const { stretchedKey } = await signIn(eve.password, viewer.keys as never)
  const stretched = await importKey(stretchedKey)
  const values = async () => Object.fromEntries(await Promise.all(rotated.map(async (name) => {
    const [table, column] = name.split('.') as [string, string]
    const rows = await world.sql(`select ${column} sealed from ${table} where ${table === 'account' ? 'id' : 'account_id'} = $1`, [eve.accountId])
    expect(rows, name).toHaveLength(1)
    return [name, rows[0]!.sealed as string]
  })))

  const before = await values()
  await eve.do(rotate, { input: (await rotationOf(eve, [acme])).input })
  const after = await values()
  const now = (await eve.again()).keys
  for (const name of rotated) {
    const open = (sealed: Record<string, string>, { userKey }: { userKey: SymmetricKey }) =>
      openers[name]!(sealed[name]!, { userKey, stretched }).then(() => 'opened', () => 'refused')
    const found = [await open(before, eve.keys), await open(before, now), await open(after, eve.keys), await open(after, now)]
    expect([name, ...found]).toEqual([name, 'opened', 'refused', 'refused', 'opened'])
  }
})

import { openSharedKey } from '@wardroom/schema/sealing/provider'
import { makeEnrolment, provenPublicKey, resetPassword } from '@wardroom/schema/sealing/recovery'
import type { Enrolment, PasswordReset } from '@wardroom/schema/sealing/recovery'
import type { PublicKey } from '@wardroom/schema/sealing/rsa'
import { derive } from './derived.js'
import type { Person } from './person.js'
import type { ClientOf } from './world.js'

const pair = 'query ($id: ID!) { client(id: $id) { publicKey wrappedPrivateKey } }'
const change = 'mutation ($input: SetPolicyInput!) { setPolicy(input: $input) { policies { kind enabled autoEnrol } } }'

export function setPolicy(client: ClientOf, kind: 'SINGLE_ORGANIZATION' | 'ACCOUNT_RECOVERY', enabled = true, autoEnrol = false) {
  return client.admin.do(change, { input: { clientId: client.id, kind, enabled, autoEnrol } })
}

export async function allowRecovery(client: ClientOf, { autoEnrol = false } = {}): Promise<void> {
  await setPolicy(client, 'SINGLE_ORGANIZATION')
  await setPolicy(client, 'ACCOUNT_RECOVERY', true, autoEnrol)
}

export const enrolment = 'mutation ($input: EnrolInput!) { enrolInRecovery(input: $input) { id } }'

/** The person's user key for the client, made as their browser makes it. */
export async function enrolmentOf(person: Person, client: ClientOf): Promise<Enrolment> {
  const { viewer } = await person.do('{ viewer { keys { kdf { type iterations } salt wrappedUserKey } } }')
  const { kdf, salt, wrappedUserKey } = viewer.keys!
  const { stretchedKey } = await derive(person.password, { kdf, salt })
  return makeEnrolment(wrappedUserKey, stretchedKey, await provenKeyOf(person, client), { clientId: client.id, email: person.email })
}

/** The client's public key, as a member's browser takes it from its private one. */
export async function provenKeyOf(person: Person, client: ClientOf): Promise<PublicKey> {
  const { viewer } = await person.do('{ viewer { clientMemberships { key client { id } } } }')
  const { key } = viewer.clientMemberships.find(one => one.client.id === client.id)!
  const { client: keys } = await person.do(pair, { id: client.id })
  return provenPublicKey(
    { publicKey: keys.publicKey, wrappedPrivateKey: keys.wrappedPrivateKey! },
    await openSharedKey(key!, person.keys.privateKey),
  )
}

export async function enrol(person: Person & { userId: string }, client: ClientOf): Promise<void> {
  await person.do(enrolment, { input: { userId: person.userId, ...await enrolmentOf(person, client) } })
}

/** What the browser of whoever resets sends. */
export async function resetOf(by: Person, userId: string, client: ClientOf, temporary: string): Promise<PasswordReset> {
  const [person] = await client.world.sql<{ email: string }>('select email from client_user where id = $1', [userId])
  const { readRecoveryMaterial: material } = await by.do(
    'mutation ($id: ID!) { readRecoveryMaterial(userId: $id) { kdf { type iterations } salt recoveryKey recoveryBinding publicKey wrappedPrivateKey } }',
    { id: userId },
  )
  const { client: keys } = await by.do(pair, { id: client.id })
  const { wrapped, holder } = await client.provider.clientKey(client.id)
  return resetPassword(
    temporary,
    material,
    { id: client.id, publicKey: keys.publicKey, wrappedPrivateKey: keys.wrappedPrivateKey! },
    await openSharedKey(wrapped, holder),
    [person!.email],
  )
}

export const recover = 'mutation ($input: RecoverUserInput!) { recoverUser(input: $input) { userId } }'

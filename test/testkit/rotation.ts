import { sealPin } from '@wardroom/schema/sealing/pin'
import type { Tenant } from '@wardroom/schema/sealing/pin'
import { rotateUserKey } from '@wardroom/schema/sealing/rotation'
import type { Rotation } from '@wardroom/schema/sealing/rotation'
import { makeKey } from '@wardroom/schema/sealing/symmetric-key'
import type { Caller, Person } from './person.js'
import { provenKeyOf } from './recovery.js'
import type { ClientOf } from './world.js'

export const rotate = 'mutation ($input: RotateKeysInput!) { rotateKeys(input: $input) }'

/** As it is sent: in lists that are short enough. */
export type SentRotation = Omit<Rotation, 'pins'> & { pins: Rotation['pins'][] }

type Keys = Parameters<typeof rotateUserKey>[1]

/** What the person's browser makes, and the digest of the new user key. @param enrolled where they are enrolled in account recovery */
export async function rotationOf(
  person: Person & { userId?: string },
  enrolled: readonly ClientOf[] = [],
): Promise<{ input: SentRotation, digest: string }> {
  const { viewer } = await person.do(
    '{ viewer { keys { kdf { type iterations } salt wrappedUserKey publicKey wrappedPrivateKey } clientMemberships { id client { id } } } }',
  )
  const enrolments = await Promise.all(enrolled.map(async client => ({
    userId: viewer.clientMemberships.find(one => one.client.id === client.id)!.id,
    clientId: client.id,
    to: await provenKeyOf(person, client),
  })))
  const hanging = { pins: await notesOf(person), enrolments, email: person.email }
  const { rotation, after } = await rotateUserKey(person.password, viewer.keys as unknown as Keys, hanging)
  const pins = [rotation.pins.slice(0, 1_000), rotation.pins.slice(1_000)]
  return { input: { ...rotation, pins }, digest: after.userKeyDigest }
}

/** All of the person's notes, page by page. */
export async function notesOf(person: Caller): Promise<Array<{ of: string, pin: string }>> {
  const notes: Array<{ of: string, pin: string }> = []
  for (let more = true; more;) {
    const { viewer } = await person.do('query ($after: ID) { viewer { pinnedKeys(after: $after) { of pin } } }', { after: notes.at(-1)?.of ?? null })
    notes.push(...viewer.pinnedKeys)
    more = viewer.pinnedKeys.length > 0
  }
  return notes
}

/** The person notes a key of their own making for something they reach. */
export async function pin(person: Person, of: Tenant): Promise<Uint8Array> {
  const key = makeKey()
  const note = await sealPin(of, key, person.keys.userKey)
  await person.do('mutation ($of: ID!, $pin: String!) { pinKey(of: $of, pin: $pin) }', { of: of.id, pin: note })
  return key
}

import type { Rotation } from '@wardroom/schema/sealing/rotation'
import type { ConfirmedEnrolment } from '../session/vault.js'
import type { ShownKey } from './use-recovery.js'
import { useApollo } from '../api/apollo.js'
import { graphql } from '../gql/index.js'
import { asRefusal, Refusal } from '../lib/refusal.js'
import { useKeyring } from '../session/keyring.js'
import { useSession } from '../session/session.js'
import { OwnKeys } from './own-keys-document.js'
import { useOwnKeys } from './own-keys.js'
import { useRecovery } from './use-recovery.js'

const PinnedKeys = graphql(`query PinnedKeys($after: ID) { viewer { account { id } pinnedKeys(after: $after) { of pin } } }`)

/** No request has room for more. */
const mostNotes = 5_000

interface Note { of: string, pin: string }

/** A client in which the person is enrolled, and the key of it that they have confirmed. */
export interface Confirmed { userId: string, clientId: string, shown: ShownKey }

/** Everything that hangs on the viewer's user key, sealed anew in this browser: `rotation` is sent, `taken` called once it was taken. */
export function useRotation(): (password: string, confirmed: readonly Confirmed[]) => Promise<{ input: SentRotation, taken: () => void }> {
  const apollo = useApollo()
  const keyring = useKeyring()
  const session = useSession()
  const ownKeys = useOwnKeys()
  const recovery = useRecovery()

  /** Page by page, until none is left; a server may not know an end. */
  async function allNotes(): Promise<Note[]> {
    const notes: Note[] = []
    for (;;) {
      const { data } = await apollo.query({ query: PinnedKeys, variables: { after: notes.at(-1)?.of ?? null }, fetchPolicy: 'no-cache' })
      const page = data!.viewer.pinnedKeys
      if (page.length === 0)
        return notes
      if (notes.length > mostNotes)
        throw Refusal.local('INTERNAL')
      notes.push(...page.map(({ of, pin }) => ({ of, pin })))
    }
  }

  return async (password, confirmed) => {
    const email = session.email.value
    if (email === null)
      throw Refusal.local('SESSION_ENDED')
    const { data } = await apollo.query({ query: OwnKeys, fetchPolicy: 'no-cache' })
    if (!data?.viewer.keys)
      throw Refusal.local('KEYS_WITHHELD')
    const notes = await allNotes()
    ownKeys.requireAllKnown(notes)
    const enrolments: ConfirmedEnrolment[] = []
    for (const { userId, clientId, shown } of confirmed)
      enrolments.push(await recovery.confirmed(userId, clientId, shown))
    const { rotation, taken } = await keyring.rotate(password, email, data.viewer.keys, notes, enrolments).catch(async (error: unknown) => {
      if (['KEYS_TAMPERED', 'KEYS_UNSUPPORTED'].includes(asRefusal(error).code))
        await session.abort(asRefusal(error))
      throw error
    })
    return { input: { ...rotation, pins: inLists(rotation.pins) }, taken }
  }
}

type SentRotation = Omit<Rotation, 'pins'> & { pins: Rotation['pins'][] }

/** No list of variables may be longer. */
const longest = 1_000

function inLists<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / longest) }, (_, at) => items.slice(at * longest, (at + 1) * longest))
}

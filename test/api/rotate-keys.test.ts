import { randomUUID } from 'node:crypto'
import { changePassword } from '@wardroom/schema/sealing/account'
import { openPin, sealPin } from '@wardroom/schema/sealing/pin'
import { makeKey } from '@wardroom/schema/sealing/symmetric-key'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Caller, Person } from '../testkit/person.js'
import { allowRecovery, enrol, enrolment, enrolmentOf, recover, resetOf } from '../testkit/recovery.js'
import { notesOf, pin, rotate, rotationOf } from '../testkit/rotation.js'
import type { SentRotation } from '../testkit/rotation.js'
import { turnOn } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'
import { withinASecond } from '../testkit/within-a-second.js'
import { anyId } from '../testkit/world.js'

type Member = Person & { userId: string }

const temporary = 'kite-morning-9-Walnut'
const pinKey = 'mutation ($of: ID!, $pin: String!) { pinKey(of: $of, pin: $pin) }'
const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme', { seats: 60 })
const birch = await provider.createClient('Birch', { seats: 60 })
const owner = await acme.owner()
await allowRecovery(acme)
await birch.owner()

/** A member of Acme who has noted its key and can be recovered there. */
async function member(name: string): Promise<Member & { noted: Uint8Array }> {
  const person = await acme.join(`${name}@acme.example`)
  await enrol(person, acme)
  return Object.assign(person, { noted: await pin(person, { kind: 'client', id: acme.id }) })
}

async function resetFor({ userId }: Member) {
  return { userId, ...await resetOf(owner, userId, acme, temporary), resetTwoStep: false }
}

/** Everything of everybody that a rotation may touch. */
function rows() {
  return Promise.all([
    world.sql('select * from account order by id'),
    world.sql('select * from pinned_key order by 1, 2'),
    world.sql('select * from client_user order by id'),
    world.sql('select id, account_id, revoked_at from session order by id'),
    world.sql('select provider_id, count(*) from event group by 1 order by 1'),
    world.sql('select recipient, subject from mail order by 1, 2'),
  ])
}

async function refused(person: Caller, input: object): Promise<Record<string, unknown>> {
  const before = await rows()
  const refusal = await person.refusal(rotate, { input })
  expect(await rows()).toEqual(before)
  return refusal
}

/** Once something waits for a lock. */
async function onceSomethingWaits<T>(act: () => Promise<T>): Promise<T> {
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await expect.poll(() => world.sql(waiting), { interval: 20 }).not.toHaveLength(0)
  return act()
}

function codesOf(answers: Array<{ body: { errors?: Array<{ extensions: { code: string } }> } }>) {
  return answers.map(({ body }) => body.errors?.[0]!.extensions.code)
}

describe('keys that are rotated', () => {
  it('open with the same password: the pair stays, notes open with the new user key, and whoever is recovered gets it', async () => {
    const kim = await member('kim')
    const { input, digest } = await rotationOf(kim, [acme])
    expect(await kim.do(rotate, { input })).toEqual({ rotateKeys: true })
    const again = await kim.again()
    expect(again.keys.userKeyDigest).toBe(digest)
    expect(again.keys.userKeyDigest).not.toBe(kim.keys.userKeyDigest)
    expect(again.keys.publicKey.spki).toEqual(kim.keys.publicKey.spki)
    const [note, ...others] = await notesOf(again)
    expect(others).toEqual([])
    expect(await openPin(note!.pin, { kind: 'client', id: acme.id }, again.keys.userKey)).toEqual(kim.noted)
    await expect(openPin(note!.pin, { kind: 'client', id: acme.id }, kim.keys.userKey)).rejects.toThrow()

    await owner.do(recover, { input: await resetFor(kim) })
    expect((await world.signIn(kim.email, temporary)).keys.userKeyDigest).toBe(digest)
  })

  it('end every session within a second, this one included, and are told in the log and by mail', async () => {
    const pat = await member('pat')
    const other = await pat.again()
    const { input } = await rotationOf(pat, [acme])
    const logged = await provider.logged(() => pat.do(rotate, { input }))
    expect(logged).toEqual([{ event: 'User_RotatedKeys', by: 'pat', whom: 'pat', pins: 1, recoveryKeys: 1, withdrawn: 0, sessions: 2 }])
    const mail = await world.mailTo(pat.email)
    expect(mail.subject).toBe('Your keys were rotated · 您的密钥已轮换')
    expect(mail.text).not.toContain(input.newWrappedUserKey)
    for (const session of [pat, other]) {
      expect(await withinASecond(() => session.ask('{ viewer { account { id } } }')
        .then(({ body }) => body.errors?.[0]?.extensions.code ?? 'alive'), 'alive')).toMatch(/SESSION_ENDED|UNAUTHENTICATED/)
      expect((await session.request('/auth/refresh', {}, { cookie: session.cookie })).status).toBe(401)
    }
  })

  it('need the master password and, with two-step login, a code; a remembered device is asked again', async () => {
    const lee = await member('lee')
    const { input } = await rotationOf(lee, [acme])
    expect(await refusedProof(lee, { ...input, masterPasswordHash: (await rotationOf(owner)).input.masterPasswordHash.replace(/^.{4}/, 'AAAA') }))
      .toBe('WRONG_CREDENTIALS')
    const { authenticator, person } = await turnOn(lee)
    expect(await refusedProof(person, input)).toBe('CODE_REQUIRED')
    expect(await refusedProof(person, { ...input, code: '000000' })).toBe('WRONG_CODE')
    expect(await person.do(rotate, { input: { ...input, code: authenticator.next() } })).toEqual({ rotateKeys: true })
  })

  it('of a technician hang on notes of provider and clients, more than a list of variables holds', async () => {
    const tom = await provider.hire('tom@northwind.example')
    await pin(tom, { kind: 'provider', id: provider.id })
    const notes = await Promise.all(Array.from({ length: 1_200 }, async () => {
      const id = randomUUID()
      return { id, pin: await sealPin({ kind: 'client', id }, makeKey(), tom.keys.userKey) }
    }))
    await world.sql(
      'insert into pinned_key (account_id, tenant_id, pin, pinned_at) select $1, n.id, n.pin, now() from jsonb_to_recordset($2::jsonb) n(id uuid, pin text)',
      [tom.accountId, JSON.stringify(notes)],
    )
    const { input } = await rotationOf(tom)
    expect(input.pins.map(list => list.length)).toEqual([1_000, 201])
    await tom.do(rotate, { input })
    const again = await tom.again()
    const now = await notesOf(again)
    expect(now.map(({ of }) => of).sort()).toEqual([provider.id, ...notes.map(({ id }) => id)].sort())
    for (const { of: id, pin } of now.filter(({ of }) => of !== provider.id).slice(0, 50))
      expect(await openPin(pin, { kind: 'client', id }, again.keys.userKey)).toHaveLength(64)
  })

  it('do not touch API tokens, which hold none', async () => {
    const tool = await provider.tool(['READ'])
    const admin = await provider.admin.again()
    await admin.do(rotate, { input: (await rotationOf(admin)).input })
    expect((await tool.do('{ viewer { account { id } } }')).viewer.account.id).toBe(admin.accountId)
    Object.assign(provider, { admin: await admin.again() })
  })

  it('of somebody who waits to be confirmed are the account\'s alone', async () => {
    await acme.invite(['wim@acme.example'])
    await world.accept('wim@acme.example')
    const wim = await world.signIn('wim@acme.example')
    await wim.do(rotate, { input: (await rotationOf(wim)).input })
    expect((await wim.again()).accountId).toBe(wim.accountId)
  })

  it('leave no copy where access was revoked, which nobody could seal anew', async () => {
    const rev = await member('rev')
    await provider.admin.bulk('revokeUsers', [rev.userId])
    const now = await rev.again()
    const { input } = await rotationOf(now)
    await now.do(rotate, { input })
    expect(await world.sql('select recovery_enrolled, recovery_key from client_user where id = $1', [rev.userId]))
      .toEqual([{ recovery_enrolled: false, recovery_key: null }])
  })
})

/** Whose proof is wrong is logged, and nothing else is changed. */
async function refusedProof(person: Caller, input: object): Promise<string> {
  const [accounts, pins, users] = await rows()
  const code = await person.refused(rotate, { input })
  const [accountsNow, pinsNow, usersNow] = await rows()
  expect([accountsNow, pinsNow, usersNow]).toEqual([accounts, pins, users])
  return code
}

describe('nothing at all is changed', () => {
  let victim: Member
  let other: Member
  let input: SentRotation
  beforeAll(async () => {
    [victim, other] = [await member('vic'), await member('oth')]
    input = (await rotationOf(victim, [acme])).input
  })

  const note = { of: acme.id, pin: 'plain' }
  const incomplete = { code: 'ROTATION_INCOMPLETE' }
  const malformed = (field: string) => ({ code: 'SEALED_MALFORMED', field })
  const firstNote = ({ pins }: SentRotation) => pins[0]![0]!
  const withNotes = (...pins: object[]) => (sent: SentRotation) => ({ ...sent, pins: [pins] })
  const withCopy = (changed: object) => (sent: SentRotation) => ({ ...sent, recoveryKeys: [{ ...sent.recoveryKeys[0]!, ...changed }] })
  const times = (length: number, item: object) => Array.from({ length }, () => item)

  it.each<[string, (sent: SentRotation) => object, object]>([
    ['without one of the notes', withNotes(), { ...incomplete, part: 'pins', needed: 1, given: 0 }],
    ['without a recovery copy', sent => ({ ...sent, recoveryKeys: [] }), { ...incomplete, part: 'recoveryKeys', needed: 1, given: 0 }],
    ['with a note twice', sent => ({ ...sent, pins: [...sent.pins, ...sent.pins] }), incomplete],
    ['with a recovery copy twice', sent => ({ ...sent, recoveryKeys: times(2, sent.recoveryKeys[0]!) }), incomplete],
    ['with a note of what is not noted', sent => withNotes(firstNote(sent), { ...firstNote(sent), of: birch.id })(sent), incomplete],
    ['with a note in the place of another', sent => withNotes({ ...firstNote(sent), of: birch.id })(sent), incomplete],
    ['with a note of what is no id', sent => withNotes({ ...firstNote(sent), of: 'x\' or true --' })(sent), incomplete],
    ['with the copy of another person', sent => withCopy({ userId: other.userId })(sent), incomplete],
    [
      'with a copy for another person beside one\'s own',
      sent => ({ ...sent, recoveryKeys: [...sent.recoveryKeys, { ...sent.recoveryKeys[0]!, userId: other.userId }] }),
      incomplete,
    ],
    ['with a copy for a membership that is not there', withCopy({ userId: anyId() }), incomplete],
    ['with null for a note', withNotes({ of: acme.id, pin: null }), { code: 'BAD_USER_INPUT' }],
    ['with null for a recovery copy', withCopy({ recoveryKey: null }), { code: 'BAD_USER_INPUT' }],
    ['with null for all notes', sent => ({ ...sent, pins: null }), { code: 'BAD_USER_INPUT' }],
    ['with another public key, for which there is no place', sent => ({ ...sent, publicKey: 'AAAA' }), { code: 'BAD_USER_INPUT' }],
    ['with plain text for the user key', sent => ({ ...sent, newWrappedUserKey: 'plain' }), malformed('newWrappedUserKey')],
    ['with plain text for the private key', sent => ({ ...sent, newWrappedPrivateKey: 'plain' }), malformed('newWrappedPrivateKey')],
    [
      'with the user key in the place of the private key',
      sent => ({ ...sent, newWrappedPrivateKey: sent.newWrappedUserKey }),
      malformed('newWrappedPrivateKey'),
    ],
    ['with plain text for a note', withNotes(note), malformed('pins')],
    ['with plain text for a recovery copy', withCopy({ recoveryKey: 'plain' }), malformed('recoveryKeys')],
    ['with plain text for a binding', withCopy({ recoveryBinding: 'plain' }), malformed('recoveryKeys')],
    ['with a proof that is none', sent => ({ ...sent, masterPasswordHash: 'plain' }), malformed('masterPasswordHash')],
    ['with more notes than anybody has', sent => ({ ...sent, pins: times(800, times(7, note)) }), { code: 'BAD_USER_INPUT', field: 'pins' }],
    ['with a list that is too long', withNotes(...times(10_001, note)), { code: 'LIMIT_EXCEEDED' }],
  ])('%s', async (_, change, refusal) => {
    expect(await refused(victim, change(input))).toMatchObject(refusal)
  })

  it('by somebody else\'s rotation, by an API token, or with a temporary password', async () => {
    const { masterPasswordHash } = (await rotationOf(other, [acme])).input
    expect((await refused(other, { ...input, masterPasswordHash })).code).toBe('ROTATION_INCOMPLETE')
    expect((await refused(await provider.tool(['READ', 'USERS_WRITE']), input)).code).toBe('FORBIDDEN')
    expect((await refused(world.stranger, input)).code).toBe('UNAUTHENTICATED')
    const tmp = await member('tmp')
    await owner.do(recover, { input: await resetFor(tmp) })
    const now = await world.signIn(tmp.email, temporary)
    expect((await refused(now, input)).code).toBe('PASSWORD_CHANGE_REQUIRED')
  })
})

describe('at the same moment', () => {
  it('as a change of the password: one of them wins whole', async () => {
    const flo = await member('flo')
    const { input } = await rotationOf(flo, [acme])
    const { viewer } = await flo.do('{ viewer { keys { kdf { type iterations } salt wrappedUserKey publicKey wrappedPrivateKey } } }')
    const next = 'another horse, another staple'
    const { change } = await changePassword(flo.password, next, viewer.keys as never)
    const codes = codesOf(await provider.atOnce(
      () => flo.ask(rotate, { input }),
      () => flo.ask('mutation ($input: ChangeMasterPasswordInput!) { changeMasterPassword(input: $input) }', { input: change }),
    ))
    expect(codes.filter(code => code === undefined)).toHaveLength(1)
    const again = await world.signIn(flo.email, codes[0] === undefined ? flo.password : next)
    const [note] = await notesOf(again)
    expect(await openPin(note!.pin, { kind: 'client', id: acme.id }, again.keys.userKey)).toEqual(flo.noted)
  })

  it('as another rotation: one of them wins whole', async () => {
    const gus = await member('gus')
    const [one, two] = [await rotationOf(gus, [acme]), await rotationOf(gus, [acme])]
    const codes = codesOf(await provider.atOnce(...[one, two].map(({ input }) => () => gus.ask(rotate, { input }))))
    expect(codes.filter(code => code === undefined)).toHaveLength(1)
    const again = await gus.again()
    expect(again.keys.userKeyDigest).toBe((codes[0] === undefined ? one : two).digest)
    const [note] = await notesOf(again)
    expect(await openPin(note!.pin, { kind: 'client', id: acme.id }, again.keys.userKey)).toEqual(gus.noted)
  })

  it.each(['before', 'after'])('as a key is noted, %s the rotation has looked: no note stays under the old key', async (when) => {
    const ida = await acme.join(`ida-${when}@acme.example`)
    const { input } = await rotationOf(ida)
    const note = await sealPin({ kind: 'client', id: acme.id }, makeKey(), ida.keys.userKey)
    const noteIt = () => ida.ask(pinKey, { of: acme.id, pin: note })
    const noting = when === 'before' ? noteIt : () => onceSomethingWaits(noteIt)
    const codes = codesOf(await provider.atOnce(() => ida.ask(rotate, { input }), noting))
    expect(codes).toEqual(when === 'before' ? ['ROTATION_INCOMPLETE', undefined] : [undefined, 'SESSION_ENDED'])
    const kept = await world.sql('select from pinned_key where account_id = $1 and pin = $2', [ida.accountId, note])
    expect(kept).toHaveLength(when === 'before' ? 1 : 0)
  })

  it.each(['before', 'after'])('as somebody enrols, %s the rotation has looked: no copy of the old key stays', async (when) => {
    const eve = await acme.join(`eve-${when}@acme.example`)
    const { input } = await rotationOf(eve)
    const copy = await enrolmentOf(eve, acme)
    const enrolling = () => eve.ask(enrolment, { input: { userId: eve.userId, ...copy } })
    const codes = when === 'before'
      ? codesOf([await enrolling(), await eve.ask(rotate, { input })])
      : codesOf(await provider.atOnce(() => onceSomethingWaits(enrolling), () => eve.ask(rotate, { input })))
    expect(codes).toEqual(when === 'before' ? [undefined, 'ROTATION_INCOMPLETE'] : ['SESSION_ENDED', undefined])
    const kept = await world.sql('select from client_user where id = $1 and recovery_key = $2', [eve.userId, copy.recoveryKey])
    expect(kept).toHaveLength(when === 'before' ? 1 : 0)
  })

  it('as an enrolment that the rotation cannot see yet: it waits for it, and is refused', async () => {
    const eli = await acme.join('eli@acme.example')
    const { input } = await rotationOf(eli)
    const copy = await enrolmentOf(eli, acme)
    const codes = codesOf(await provider.atOnce(
      () => eli.ask(enrolment, { input: { userId: eli.userId, ...copy } }),
      () => onceSomethingWaits(() => eli.ask(rotate, { input })),
    ))
    expect(codes).toEqual([undefined, 'ROTATION_INCOMPLETE'])
    expect((await eli.again()).keys.userKeyDigest).toBe(eli.keys.userKeyDigest)
    await owner.do(recover, { input: await resetFor(eli) })
    expect((await world.signIn(eli.email, temporary)).keys.userKeyDigest).toBe(eli.keys.userKeyDigest)
  })

  it('as a client shuts them out for want of two-step login: its copy is deleted, whether or not they are revoked by now', async () => {
    const mia = await member('mia')
    const { input } = await rotationOf(mia)
    await world.sql(`insert into policy (provider_id, client_id, kind, enabled, changed_at, holds_from) values ($1, $2, 'TWO_STEP_LOGIN', true, now(), now())`, [provider.id, acme.id])
    const { body } = await mia.ask(rotate, { input }).finally(() => world.sql(`delete from policy where client_id = $1 and kind = 'TWO_STEP_LOGIN'`, [acme.id]))
    expect(body.errors).toBeUndefined()
    expect(await world.sql('select from client_user where id = $1 and recovery_enrolled', [mia.userId])).toHaveLength(0)
  })

  it('as a reset whose recovery key was taken before: the old user key does not come back', async () => {
    const ray = await member('ray')
    const { input, digest } = await rotationOf(ray, [acme])
    const reset = await resetFor(ray)
    await ray.do(rotate, { input })
    expect(await owner.refused(recover, { input: reset })).toBe('CONFLICT')
    expect((await ray.again()).keys.userKeyDigest).toBe(digest)
  })
})

import { makeSchema } from '@wardroom/server/schema'
import { getNamedType, isObjectType } from 'graphql'
import { expect, it } from 'vitest'
import { Cast } from './cast.js'
import type { RootCase } from './root-case.js'
import { rootFields } from './root-fields.js'

const cast = await Cast.assemble()
const { northwind, acme, callers } = cast
/** Tools that may change nearly everything and read nothing; the second one only in Acme. */
const writer = await northwind.tool(['USERS_WRITE', 'GROUPS_WRITE', 'COLLECTIONS_WRITE', 'SEATS_WRITE', 'CLIENTS_WRITE'])
const writerInAcme = await northwind.tool(['USERS_WRITE', 'GROUPS_WRITE', 'COLLECTIONS_WRITE', 'SEATS_WRITE', 'CLIENTS_WRITE'], [acme.id])
const readerInAcme = await northwind.tool(['READ', 'SEATS_WRITE'], [acme.id])

function closed(kind: string) {
  return Object.entries(rootFields)
    .filter(([name]) => name.startsWith(kind))
    .flatMap(([name, cases]) => cases.filter(({ open }) => !open).map(one => [name, one] as const))
}

/** The request of a case about Northwind or its client Acme. */
async function requestOf(
  { document, target, personal, variables = id => ({ id }) }: RootCase,
): Promise<[document: string, variables: Record<string, unknown>]> {
  const where = target?.scope === 'client' ? acme : northwind
  const id = personal ? await personal.make(cast, 'provider admin') : await target?.make(cast, where as never, true) ?? ''
  return [document, variables(id, cast)]
}

/** Whether an answer has no value in it. */
function saysNothing(answer: unknown): boolean {
  return answer === null || answer === 0 || (typeof answer === 'object' && Object.values(answer).every(saysNothing))
}

it.each(closed('Query.'))('without READ a token learns nothing from %s', async (_, one) => {
  for (const tool of [writer, writerInAcme]) {
    const { body } = await tool.ask(...await requestOf(one))
    expect(body.errors?.[0]?.extensions.code ?? body.data)
      .toSatisfy(answer => ['FORBIDDEN', 'NOT_FOUND'].includes(answer as string) || saysNothing(answer))
  }
})

const schema = await makeSchema()
const records = closed('Mutation.').filter(([name]) => {
  const type = getNamedType(schema.getMutationType()!.getFields()[name.split('.')[1]!]!.type)
  return isObjectType(type) && type.getInterfaces().length > 0
})

it.each(records)('without READ a token has of %s the id alone', async (_, one) => {
  const [document, variables] = await requestOf(one)
  const before = await cast.stored()
  for (const more of ['createdAt', '... on Client { name }', 'viewerCanRename'])
    expect(await writer.refused(document.replace(/\{ id \}/, `{ id ${more} }`), variables)).toMatch(/^(?:FORBIDDEN|BAD_USER_INPUT)$/)
  expect(await cast.stored()).toBe(before)
})

it('without READ a token does what it may, and is answered the id', async () => {
  const rename = 'mutation ($id: ID!) { renameClient(id: $id, name: "Acme") { __typename id } }'
  expect(await writer.do(rename, { id: acme.id })).toEqual({ renameClient: { __typename: 'Client', id: acme.id } })
  const add = 'mutation ($id: ID!) { addSeats(clientId: $id, count: 1, idempotencyKey: "asked twice") { id } }'
  expect([await writer.do(add, { id: acme.id }), await writer.do(add, { id: acme.id })])
    .toEqual([{ addSeats: { id: acme.id } }, { addSeats: { id: acme.id } }])
})

it('without READ a bulk answer tells neither address nor status', async () => {
  const { id } = await acme.user('user@acme.example')
  const row = { id, ok: false, code: 'WRONG_STATUS', email: null, message: 'The status of this person does not allow this step; load the list again.' }
  expect(await writer.bulk('restoreUsers', [id])).toEqual([row])
  const { changeUserRoles } = await writer.do(
    'mutation ($ids: [ID!]!) { changeUserRoles(ids: $ids, role: USER) { ok email user { email } } }',
    { ids: [id] },
  )
  expect(changeUserRoles).toEqual([{ ok: true, email: null, user: null }])
  expect(await callers.admin.bulk('restoreUsers', [id]))
    .toEqual([{ ...row, email: 'user@acme.example', message: expect.stringContaining('user@acme.example') }])
})

it('without READ a refusal tells no numbers', async () => {
  const remove = 'mutation ($id: ID!) { removeSeats(clientId: $id, count: 1999) { id } }'
  const { code, message, ...facts } = await writer.refusal(remove, { id: acme.id })
  expect([code, message, facts])
    .toEqual(['SEATS_BELOW_OCCUPIED', 'Seats cannot drop below those occupied; revoke or remove people first.', {}])
  expect(await callers['service user'].refusal(remove, { id: acme.id }))
    .toMatchObject({ code: 'SEATS_BELOW_OCCUPIED', occupied: expect.any(Number) })
})

it('a token for some clients is not told how many seats the provider has paid for', async () => {
  const add = 'mutation ($id: ID!) { addSeats(clientId: $id, count: 7000) { id } }'
  const { code, message, ...facts } = await readerInAcme.refusal(add, { id: acme.id })
  expect([code, message, facts])
    .toEqual(['SEAT_PURCHASE_NEEDS_ADMIN', 'This needs seats beyond those the provider has paid for; a provider admin must do it.', {}])
  expect(await callers['service user'].refusal(add, { id: acme.id }))
    .toMatchObject({ code: 'SEAT_PURCHASE_NEEDS_ADMIN', plan: 'ENTERPRISE', paid: 5_000 })
})

import { expect, it } from 'vitest'
import { scopeTo } from '../testkit/scope.js'
import { Cast } from './cast.js'
import type { RootCase } from './root-case.js'
import { rootFields } from './root-fields.js'

/** The provider itself is there for all of its people, and so is its key, which they hold. */
const ofEverybody = new Set(['Query.provider', 'Mutation.pinKey'])

const nobody = '90000000-0000-4000-8000-000000000000'
const cast = await Cast.assemble()
const { northwind, acme, birch } = cast
const limited = await northwind.hire('lim@northwind.example')
await scopeTo(northwind, limited.email, { clientIds: [birch.id] })

const cases = Object.entries(rootFields).flatMap(([name, of]) => of
  .filter(({ open, personal, target }) => !open && !personal && target)
  .map(one => [name, one] as const))

/** What became of a call, as a word: of a bulk mutation, of its only row. */
function wordOf(body: { data?: unknown, errors?: ReadonlyArray<{ extensions: { code: string } }> | undefined }): string {
  if (body.errors)
    return body.errors[0]!.extensions.code
  const [answer] = Object.values(body.data ?? {}) as unknown[]
  const [row] = Array.isArray(answer) ? answer as Array<{ ok?: boolean, code?: string }> : []
  return answer === null ? 'nothing' : row?.ok === false ? row.code! : 'something'
}

function ask({ document, variables = id => ({ id }) }: RootCase, id: string) {
  return limited.ask(document, variables(id, cast))
}

it.each(cases.filter(([, { target }]) => target!.scope === 'client'))(
  '%s: for whoever works for another client, a client of their own provider is not there',
  async (_, one) => {
    const id = await one.target!.make(cast, acme as never, false)
    const before = await cast.stored()
    const { body } = await ask(one, id)
    expect(wordOf(body)).toMatch(/^(?:NOT_FOUND|nothing)$/)
    const absent = await ask(one, nobody)
    expect(JSON.stringify(body).replaceAll(id, '…')).toBe(JSON.stringify(absent.body).replaceAll(nobody, '…'))
    expect(await cast.stored()).toBe(before)
  },
)

it.each(cases.filter(([name, { target }]) => target!.scope === 'provider' && !ofEverybody.has(name)))(
  '%s: whoever works for some clients changes nothing of the provider, and is told nothing of it',
  async (_, one) => {
    const id = await one.target!.make(cast, northwind as never, false)
    const before = await cast.stored()
    expect(wordOf((await ask(one, id)).body)).toMatch(/^(?:NOT_FOUND|FORBIDDEN|nothing|something)$/)
    expect(await cast.stored()).toBe(before)
  },
)

it('a client that they work for is as it is for their colleagues', async () => {
  const { clients } = await limited.do(
    '{ clients { totalCount edges { node { name seats { bought } userCounts { confirmed } viewerCanInviteUsers viewerCanChangeSeats } } } }',
  )
  expect(clients).toEqual({
    totalCount: 1,
    edges: [{ node: {
      name: 'Birch',
      seats: { bought: 2_000 },
      userCounts: { confirmed: 1 },
      viewerCanInviteUsers: true,
      viewerCanChangeSeats: true,
    } }],
  })
})

import { randomUUID } from 'node:crypto'
import { isPublic } from '@wardroom/server/transaction/root-fields'
import { makeSchema } from '@wardroom/server/schema'
import type { GraphQLObjectType } from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import { Wire } from '../feed/wire.js'
import { callerNames, Cast } from './cast.js'
import type { CallerName } from './cast.js'
import { plan, run, runTogether, surprises } from './matrix.js'
import type { Outcome } from './matrix.js'
import { rootFields, subscriptionFields } from './root-fields.js'

const schema = await makeSchema()
const roots = [schema.getQueryType()!, schema.getMutationType()!, schema.getSubscriptionType()!]
const fieldsOf = (type: GraphQLObjectType) => Object.values(type.getFields()).map(field => ({ name: `${type.name}.${field.name}`, field }))

const cast = await Cast.assemble()

it('every root field has a row that says who may do what', () => {
  expect([...Object.keys(rootFields), ...Object.keys(subscriptionFields)].sort())
    .toEqual(roots.flatMap(fieldsOf).map(({ name }) => name).sort())
})

it('strangers may call these and no others', () => {
  const open = roots.flatMap(fieldsOf).filter(({ field }) => isPublic(field)).map(({ name }) => name)
  expect(open.sort()).toEqual([
    'Mutation.acceptInvitation',
    'Mutation.setupProvider',
    'Mutation.startDemo',
    'Query.installation',
    'Query.invitation',
    'Query.mailbox',
  ])
  expect(Object.entries(rootFields).filter(([, cases]) => cases.some(({ open }) => open)).map(([name]) => name).sort()).toEqual(open)
})

describe.each(
  Object.entries(rootFields).flatMap(([name, cases]) => cases.map(rootCase => ({ name, rootCase, ...rootCase }))),
)('$name: $document', ({ name, rootCase }) => {
  let refused: Outcome[]
  let written: boolean
  beforeAll(async () => {
    const calls = await plan(cast, rootCase, expected => expected !== 'ok')
    const before = await cast.stored()
    refused = await runTogether(cast, rootCase, calls)
    written = await cast.stored() !== before
  })

  it('whoever may not is refused, and nothing is written', () => {
    expect(surprises(refused)).toEqual([])
    expect(written).toBe(false)
  })

  it('what is not there and what is not yours get the same answer', () => {
    const missing = refused.filter(({ expected, place }) => expected === 'none' && place !== 'own')
    expect([...new Set(missing.map(({ text }) => text))]).toHaveLength(missing.length ? 1 : 0)
  })

  it('whoever may is let in', async () => {
    const outcomes = await run(cast, rootCase, await plan(cast, rootCase, expected => expected === 'ok'))
    expect(surprises(outcomes)).toEqual([])
    if (name === 'Mutation.signOutEverywhere')
      await cast.signInAgain()
  })
})

describe('Subscription.events', () => {
  const document = 'subscription ($id: ID, $after: String) { events(providerId: $id, after: $after) { events { seq } } }'
  const beginning = (id: string) => Buffer.from(`e1:${id}:0`).toString('base64url')

  async function outcome(caller: CallerName, id: string): Promise<string> {
    const wire = await Wire.open(cast.world.origin)
    wire.send({ type: 'connection_init', payload: { accessToken: cast.callers[caller].token } })
    const hello = await wire.next('connection_ack').catch(() => null)
    if (!hello)
      return `closed with ${(await wire.closed).code}`
    wire.subscribe('1', document, { id, after: beginning(id) })
    const { type, payload } = await wire.next('next', 'error')
    await wire.leave()
    return type === 'next' ? 'ok' : (payload as Array<{ extensions: { code: string } }>)[0]!.extensions.code
  }

  it.each(callerNames)('%s', async (caller) => {
    const word = subscriptionFields['Subscription.events']![caller]
    const own = { in: 'closed with 4401', ok: 'ok', no: 'FORBIDDEN', none: 'NOT_FOUND' }[word]
    const foreign = caller === 'stranger' ? own : caller === 'other provider' ? 'ok' : 'NOT_FOUND'
    expect(await outcome(caller, cast.northwind.id)).toBe(own)
    expect(await outcome(caller, cast.contoso.id)).toBe(foreign)
    expect(await outcome(caller, randomUUID())).toBe(caller === 'stranger' ? own : 'NOT_FOUND')
  })
})

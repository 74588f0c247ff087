import { describe, expect, it } from 'vitest'
import { turnOn } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'
import { withinASecond } from '../testkit/within-a-second.js'

const demand = 'mutation ($id: ID!, $from: DateTimeISO) { demandTwoStep(id: $id, from: $from) { twoStepRequiredFrom } }'
const mine = '{ viewer { providerMemberships { provider { name } } twoStepDemands { providerName from } } }'
const team = 'query ($id: ID!) { provider(id: $id) { users { edges { node { email twoStepSince } } } } }'
const people = 'query ($id: ID!, $twoStep: Boolean) { client(id: $id) { users(filter: { twoStep: $twoStep }) { edges { node { email twoStepSince } } } } }'

const world = await useWorld()
const provider = await world.provider()
const { admin, id } = provider
const acme = await provider.createClient('Acme', { seats: 20 })
const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString()
const due = (when: string) => world.sql(`update provider set two_step_required_from = ${when} where id = $1`, [id])

it('a new provider demands it of its team a week after it was set up, and says so', async () => {
  const { viewer } = await admin.do(mine)
  const [{ from, providerName }] = viewer.twoStepDemands as [{ from: string, providerName: string }]
  expect(providerName).toBe('Northwind')
  expect(Math.round((Date.parse(from) - Date.now()) / 86_400_000)).toBe(7)
  expect(viewer.providerMemberships).toHaveLength(1)
})

describe('from then on', () => {
  it('whoever has none sees nothing of the provider, changes nothing, and their tools rest, until it is on', async () => {
    const sue = await provider.hire('sue@northwind.example', 'PROVIDER_ADMIN')
    const tool = await provider.tool(['READ', 'CLIENTS_WRITE'])
    await due('now()')
    const answer = (caller: typeof tool) => caller.ask(team, { id }).then(({ body }) => body.errors?.[0]?.extensions.code ?? 'seen')
    const shut = (caller: typeof tool) => withinASecond(() => answer(caller), 'seen')
    expect(await shut(admin)).toBe('NOT_FOUND')
    expect(await shut(sue)).toBe('NOT_FOUND')
    expect(await shut(tool)).toMatch(/UNAUTHENTICATED|NOT_FOUND/)
    expect(await admin.refused('mutation ($id: ID!) { renameClient(id: $id, name: "Emca") { id } }', { id: acme.id })).toBe('NOT_FOUND')
    expect((await admin.do(mine)).viewer).toMatchObject({ providerMemberships: [], twoStepDemands: [{ providerName: 'Northwind' }] })

    const { person } = await turnOn(sue)
    expect((await person.do(mine)).viewer).toMatchObject({ providerMemberships: [{ provider: { name: 'Northwind' } }], twoStepDemands: [] })
    expect(await shut(admin)).toBe('NOT_FOUND')
    await due(`now() + interval '1 day'`)
    expect(await withinASecond(() => admin.ask(team, { id }).then(({ body }) => body.errors ? 'shut' : 'seen'), 'shut')).toBe('seen')
  })

  it('a change that began before then is not carried out after it', async () => {
    await due('null')
    await withinASecond(() => admin.ask(team, { id }).then(({ body }) => body.errors ? 'shut' : 'seen'), 'shut')
    const rename = () => admin.ask('mutation ($id: ID!) { renameClient(id: $id, name: "Too late") { id } }', { id: acme.id })
    const meanwhile = async () => {
      await new Promise(resolve => setTimeout(resolve, 200))
      await due('now()')
      await world.sql('select from event_head where provider_id = $1 for update', [id]) // waits behind it
      return undefined
    }
    const [answer] = await provider.atOnce<Awaited<ReturnType<typeof rename>> | undefined>(rename, meanwhile)
    expect(answer!.body.errors?.[0]?.extensions.code).toMatch(/NOT_FOUND|CONFLICT/)
    await due('null')
    await withinASecond(() => admin.ask(team, { id }).then(({ body }) => body.errors ? 'shut' : 'seen'), 'shut')
  })
})

describe('demanding it', () => {
  it('takes having it, and a fresh proof; it is logged, and can be taken back', async () => {
    const max = await provider.hire('max@northwind.example', 'PROVIDER_ADMIN')
    expect(await max.refused(demand, { id, from: inAWeek })).toBe('TWO_STEP_MISSING')
    const { person } = await turnOn(max)
    const logged = await provider.logged(() => person.do(demand, { id, from: inAWeek }))
    expect(logged).toEqual([{ event: 'Provider_TwoStepDemanded', by: 'max', whom: 'Northwind', from: inAWeek, was: null }])
    expect(await person.do(demand, { id, from: null })).toEqual({ demandTwoStep: { twoStepRequiredFrom: null } })
    await world.sql(`update session set proofs = '{}' where account_id = $1`, [max.accountId])
    const asked = () => person.ask(demand, { id, from: null }).then(({ body }) => body.errors?.[0]?.extensions.code ?? 'done')
    expect(await withinASecond(asked, 'done')).toBe('REAUTH_REQUIRED')
  })

  it('is not for service users', async () => {
    const ben = await provider.hire('ben@northwind.example')
    expect(await ben.refused(demand, { id, from: null })).toBe('FORBIDDEN')
  })
})

it('who has it is seen by who may list people, in all they belong to, also where they came later', async () => {
  const kim = await acme.join('kim@acme.example')
  await acme.join('lou@acme.example')
  await turnOn(kim)
  const birch = await provider.createClient('Birch')
  await birch.admit(await world.signIn('lou@acme.example'))
  const list = async (twoStep: boolean | null, client = acme.id) =>
    (await admin.do(people, { id: client, twoStep })).client.users!.edges
      .map(({ node: { email, twoStepSince } }) => [email, twoStepSince !== null])
  expect(await list(true)).toEqual([['kim@acme.example', true]])
  expect(await list(false)).toEqual([['lou@acme.example', false], ['owner@acme.example', false]])
  expect(await list(null, birch.id)).toEqual([['lou@acme.example', false], ['owner@birch.example', false]])
  const { provider: { users } } = await admin.do(team, { id })
  expect(users!.edges.flatMap(({ node: { email, twoStepSince } }) => twoStepSince ? [email] : []))
    .toEqual(['max@northwind.example', 'sue@northwind.example'])
})

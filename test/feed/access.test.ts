import { signAccessToken } from '@wardroom/server/account/access-token'
import { beforeAll, describe, expect, it } from 'vitest'
import { Caller } from '../testkit/person.js'
import { useWorld } from '../testkit/use-world.js'
import { feedDocument, Follower, newestCursor, queried } from './follower.js'
import { Wire } from './wire.js'
import type { Message } from './wire.js'

const world = await useWorld()
const northwind = await world.provider('Northwind')
const acme = await northwind.createClient('Acme', { seats: 50 })
await acme.owner()
let member = await acme.join('admin@acme.example', 'ADMIN')

/** Something keeps happening, in the client and in the provider itself, while `act` runs. */
async function whileBusy(act: () => Promise<void>): Promise<void> {
  let over = false
  const busy = Promise.all(['renameClient', 'renameProvider'].map(async (verb) => {
    while (!over) {
      await northwind.admin.do(`mutation ($id: ID!) { ${verb}(id: $id, name: "Still busy") { id } }`, {
        id: verb === 'renameClient' ? acme.id : northwind.id,
      })
    }
  }))
  await Promise.all([busy, act().finally(() => { over = true })])
}

/** Waits for the end of a feed that lost its right, and says what came too late: nothing may. */
async function endOf(
  follower: Follower,
  takeAway: () => Promise<unknown>,
  event: string,
): Promise<{ code: number, late: number[], milliseconds: number }> {
  await follower.until(({ lines }) => lines.length > 0)
  await takeAway()
  const began = performance.now()
  const { code } = await follower.closed
  const milliseconds = performance.now() - began
  const told = (await queried(northwind.admin, { filter: { categories: ['USER', 'PROVIDER_USER', 'API_TOKEN', 'SESSION'] } }))
    .filter(({ type }) => type === event)
    .at(-1)!
  return { code, late: follower.seqs.filter(seq => seq > told.seq), milliseconds }
}

it('50 times: who is revoked hears nothing of later, and is gone within a second', { timeout: 60_000 }, async () => {
  await whileBusy(async () => {
    for (let trial = 0; trial < 50; trial++) {
      const follower = await Follower.start(member, { providerId: northwind.id })
      const { code, late, milliseconds } = await endOf(
        follower,
        () => northwind.admin.bulk('revokeUsers', [member.userId]),
        'OrganizationUser_Revoked',
      )
      expect([trial, code, late]).toEqual([trial, 4403, []])
      expect(milliseconds).toBeLessThan(1_000)
      expect(await member.refused('query ($id: ID!) { client(id: $id) { id } }', { id: acme.id })).toBe('NOT_FOUND')
      await northwind.admin.bulk('restoreUsers', [member.userId])
    }
  })
})

interface Answer {
  data?: { events: { events: Array<{ seq: string }> } }
  errors?: Array<{ extensions: { code: string } }>
}

function refusalIn({ type, payload }: Message): boolean {
  const [error] = type === 'error' ? payload as Answer['errors'] & object : (payload as Answer | undefined)?.errors ?? []
  return error?.extensions.code === 'NOT_FOUND'
}

it('40 times: who is revoked while joining hears nothing of later either', { timeout: 60_000 }, async () => {
  await whileBusy(async () => {
    for (let trial = 0; trial < 40; trial++) {
      const after = await newestCursor(northwind.admin)
      const wires = await Promise.all(Array.from({ length: 4 }, () => Wire.open(world.origin, { token: member.token })))
      const revoking = northwind.admin.bulk('revokeUsers', [member.userId])
      for (const [index, wire] of wires.entries())
        setTimeout(() => wire.subscribe('1', feedDocument, { after, providerId: northwind.id }), index * 3 + trial % 4)
      await revoking
      // Refused before it stood in the log, or sent away from there.
      const ends = await Promise.all(wires.map(
        wire => Promise.race([wire.closed.then(({ code },
        ) => code), wire.find(() => wire.messages.find(refusalIn)).then(() => 4403)]),
      ))
      expect([trial, ends]).toEqual([trial, [4403, 4403, 4403, 4403]])
      await Promise.all(wires.map(wire => wire.leave()))
      const told = (await queried(northwind.admin, { after, filter: { clientId: acme.id } }))
        .find(({ type }) => type === 'OrganizationUser_Revoked')!
      const heard = wires.flatMap(({ messages }) =>
        messages.flatMap(({ payload }) => (payload as Answer | undefined)?.data?.events.events ?? []))
      expect([trial, heard.filter(({ seq }) => Number(seq) > told.seq)]).toEqual([trial, []])
      await northwind.admin.bulk('restoreUsers', [member.userId])
    }
  })
})

it('so it is for API tokens', async () => {
  await whileBusy(async () => {
    for (let trial = 0; trial < 10; trial++) {
      const tool = await northwind.tool(['EVENTS_READ', 'READ'])
      const { provider } = await northwind.admin.do('{ provider { apiTokens { edges { node { id } } } } }')
      const follower = await Follower.start(tool)
      const outcome = await endOf(
        follower,
        () => northwind.admin.do('mutation ($id: ID!) { revokeApiToken(id: $id) { id } }', { id: provider.apiTokens!.edges[0]!.node.id }),
        'ApiToken_Revoked',
      )
      expect(outcome).toMatchObject({ code: 4403, late: [] })
      expect(outcome.milliseconds).toBeLessThan(1_000)
      expect(await tool.refused('{ viewer { account { id } } }')).toBe('UNAUTHENTICATED')
    }
  })
})

async function endOtherSessions(): Promise<void> {
  const other = await member.again()
  const { viewer } = await other.do('{ viewer { sessions { id current } } }')
  for (const { id } of viewer.sessions.filter(({ current }) => !current))
    await other.do('mutation ($id: ID!) { revokeSession(id: $id) { id } }', { id })
}

describe.each<[string, string, () => Promise<unknown>]>([
  ['a role that reads no log', 'OrganizationUser_Updated', () =>
    northwind.admin.do('mutation ($ids: [ID!]!) { changeUserRoles(ids: $ids, role: USER) { ok } }', { ids: [member.userId] })],
  ['signing out here', 'User_SignedOut', () =>
    fetch(`${world.origin}/auth/sign-out`, { method: 'POST', headers: { 'content-type': 'application/json', 'cookie': member.cookie }, body: '{}' })],
  ['the end of the session from another one', 'Session_Revoked', endOtherSessions],
  ['signing out everywhere', 'User_SignedOutEverywhere', () => member.do('mutation { signOutEverywhere }')],
  ['removal', 'OrganizationUser_Removed', () => northwind.admin.bulk('removeUsers', [member.userId])],
])('%s', (name, event, takeAway) => {
  beforeAll(async () => {
    await northwind.admin.do('mutation ($ids: [ID!]!) { changeUserRoles(ids: $ids, role: ADMIN) { ok } }', { ids: [member.userId] })
    member = Object.assign(await member.again(), { userId: member.userId })
  })

  it('ends the feed within a second, and nothing of later comes', async () => {
    await whileBusy(async () => {
      const follower = await Follower.start(member, { providerId: northwind.id })
      const outcome = await endOf(follower, takeAway, event)
      expect([name, outcome.code, outcome.late]).toEqual([name, 4403, []])
      expect(outcome.milliseconds).toBeLessThan(1_000)
    })
  })
})

it('a provider admin who becomes a service user goes on without the provider\'s own events, and misses none of the others', async () => {
  const deputy = await northwind.hire('deputy@northwind.example', 'PROVIDER_ADMIN')
  const { viewer } = await deputy.do('{ viewer { providerMemberships { id } } }')
  const id = viewer.providerMemberships[0]!.id
  const demote = (type: string) =>
    northwind.admin.do('mutation ($id: ID!, $type: ProviderUserType!) { changeProviderUserType(id: $id, type: $type) { id } }', { id, type })
  for (let trial = 0; trial < 10; trial++) {
    const after = trial ? (await queried(northwind.admin)).at(-1)!.seq : 1
    const follower = await Follower.start(deputy, { after: Buffer.from(`e1:${northwind.id}:${after}`).toString('base64url') })
    await whileBusy(async () => {
      await follower.until(({ lines }) => lines.some(({ clientId }) => clientId === null))
      await demote('SERVICE_USER')
      const had = follower.lines.length
      await follower.until(({ lines }) => lines.length > had + 5)
    })
    const log = await queried(northwind.admin)
    const change = log.filter(({ type }) => type === 'ProviderUser_Updated').at(-1)!.seq
    const due = log.filter(({ seq, clientId }) => seq > after && clientId !== null).at(-1)!.seq
    await follower.until(({ lines }) => lines.at(-1)!.seq >= due)
    expect(follower.lines.filter(({ seq, clientId }) => seq >= change && clientId === null)).toEqual([])
    expect(follower.lines.filter(({ clientId }) => clientId !== null))
      .toEqual(log.filter(({ seq, clientId }) => seq > after && clientId !== null))
    await follower.leave()
    await demote('PROVIDER_ADMIN')
  }
})

it('a credential that ends, ends the feed', async () => {
  const { services } = world.server
  const [session] = await world.sql<{ id: string, account_id: string, stamp: string }>(
    'select s.id, s.account_id, a.security_stamp stamp from session s join account a on a.id = s.account_id where s.account_id = $1 and s.revoked_at is null',
    [northwind.admin.accountId],
  )
  const { accessToken, expiresAt } = await signAccessToken(
    { accountId: session!.account_id, sessionId: session!.id, stamp: session!.stamp },
    services.secrets,
    new Date(Date.now() - 5 * 60_000 + 2_500),
  )
  const byPerson = await Follower.start(new Caller(world.origin, accessToken))
  const tool = await northwind.tool(['EVENTS_READ'])
  const ending = new Date(Date.now() + 2_500)
  await world.sql(`update api_token set expires_at = $1 where token_hash = sha256($2)`, [ending, tool.token])
  const byTool = await Follower.start(tool)
  const ends = await Promise.all([[byPerson, expiresAt], [byTool, ending]].map(async ([follower, end]) => {
    const { code } = await (follower as Follower).closed
    return [code, Math.abs(Date.now() - (end as Date).getTime()) < 1_000]
  }))
  expect(ends).toEqual([[4403, true], [4403, true]])
})

it('a client that leaves its provider takes its people out of the provider\'s feed, and into its own', async () => {
  const dorn = await northwind.createClient('Dorn')
  const owner = await dorn.owner()
  const follower = await Follower.start(owner, { providerId: northwind.id })
  await northwind.admin.do('mutation ($id: ID!) { unlinkClient(id: $id) { id } }', { id: dorn.id })
  expect((await follower.closed).code).toBe(4403)
  expect(follower.types).toEqual([])
  const own = await Follower.start(owner, { after: null })
  const renamed = async () => owner.do('mutation ($id: ID!) { renameClient(id: $id, name: "Dorn at last") { id } }', { id: dorn.id })
  while (!own.lines.length)
    await renamed()
  expect(own.lines[0]).toMatchObject({ type: 'Organization_Updated', clientId: dorn.id })
  await own.leave()
})

import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { someKey } from '../contract/cast.js'
import type { Caller, Person } from '../testkit/person.js'
import { flags, levels, Model, settings } from '../testkit/rights-model.js'
import type { Actor, Role, State, Step } from '../testkit/rights-model.js'
import { clientRow, collectionRow, groupRow, insertRows, sealedName, userRow } from '../testkit/rows.js'
import { useWorld } from '../testkit/use-world.js'

/**
 * Random histories of roles, flags, groups, collections, rules and scope in one client: each step is asked of the server and of a small
 * model of the rules, and afterwards everybody what they may do with everything. What fast-check prints of a failure plays it again.
 */
const histories = Number(process.env.WARDROOM_TEST_HISTORIES ?? 120)

const world = await useWorld()
const provider = await world.provider('Northwind', { enterprise: 1_000_000 })
const home = await provider.createClient('Home', { seats: 20 })
let people: Person[] = await Promise.all(Array.from({ length: 5 }, (_, n) => home.join(`p${n}@home.example`)))
const staff = {
  ada: provider.admin,
  sam: await provider.hire('sam@northwind.example'),
  tool: await provider.tool(['READ', 'GROUPS_WRITE', 'COLLECTIONS_WRITE']),
}
const { provider: { users } } = await provider.admin.do('{ provider { users { edges { node { id email } } } } }')
const samsId = users!.edges.find(({ node }) => node.email === staff.sam.email)!.node.id

/** Access tokens end after five minutes, and many histories take longer. */
let signedInAt = Date.now()
async function signInAnew(): Promise<void> {
  if (Date.now() - signedInAt < 4 * 60_000)
    return
  people = await Promise.all(people.map(person => person.again()))
  staff.ada = await staff.ada.again()
  staff.sam = await staff.sam.again()
  signedInAt = Date.now()
}

const changeRoles = `mutation ($ids: [ID!]!, $role: UserRole!, $permissions: [CustomPermission!]) {
  done: changeUserRoles(ids: $ids, role: $role, permissions: $permissions) { ok code }
}`

const callerOf = (actor: Actor): Caller => typeof actor === 'number' ? people[actor]! : staff[actor]
const actors: Actor[] = [0, 1, 2, 3, 4, 'ada', 'sam', 'tool']

/** A client with its people, two groups, a collection that somebody manages and one that nobody does. */
class Client {
  readonly row = clientRow(provider.id, { plan: 'ENTERPRISE', seats: 50 })
  readonly id = this.row.id
  readonly people: string[] = []
  readonly groups: string[] = []
  readonly rooms: string[] = []

  static async make({ people: roles, samWorksHere }: State): Promise<Client> {
    const client = new Client()
    const place = { id: client.id, provider }
    const users = people.map(({ email, accountId }, n) =>
      userRow(place, { email, account_id: accountId, status: 'CONFIRMED', key: someKey, role: roles[n]!.role }))
    const [groups, rooms] = [[groupRow(place), groupRow(place)], [collectionRow(place), collectionRow(place)]]
    await insertRows(world, 'client', [client.row])
    await insertRows(world, 'client_user', users)
    await insertRows(world, 'user_group', groups)
    await insertRows(world, 'collection', rooms)
    client.people.push(...users.map(({ id }) => id))
    client.groups.push(...groups.map(({ id }) => id))
    client.rooms.push(...rooms.map(({ id }) => id))
    await world.sql(
      'insert into collection_user (provider_id, client_id, collection_id, user_id, access) values ($1, $2, $3, $4, 7)',
      [provider.id, client.id, client.rooms[0], client.people[3]],
    )
    await client.scope(samWorksHere)
    return client
  }

  async scope(samWorksHere: boolean): Promise<void> {
    const { changeProviderUserScopes: [row] } = await staff.ada.do(
      'mutation ($input: ChangeScopesInput!) { changeProviderUserScopes(input: $input) { ok code } }',
      { input: { ids: [samsId], ...samWorksHere ? { scope: 'ALL' } : { scope: 'EXCEPT', clientIds: [this.id] } } },
    )
    expect(row).toEqual({ ok: true, code: null })
  }

  /** What the server says to a step. */
  async ask(actor: Actor, step: Step): Promise<string> {
    const [document, variables] = this.request(step)
    const { body } = await callerOf(actor).ask(document, variables)
    if (body.errors)
      return body.errors[0]!.extensions.code
    const answer = (body.data as { done: { ok: boolean, code: string | null } | Array<{ ok: boolean, code: string | null }> }).done
    const [row] = Array.isArray(answer) ? answer : [{ ok: true, code: null }]
    return row!.code ?? 'ok'
  }

  private request(step: Step): [document: string, variables: Record<string, unknown>] {
    switch (step.verb) {
      case 'role': return [
        changeRoles,
        { ids: [this.people[step.who]], role: step.role, permissions: step.role === 'CUSTOM' ? step.flags : null },
      ]
      case 'suspend': return ['mutation ($ids: [ID!]!) { done: revokeUsers(ids: $ids) { ok code } }', { ids: [this.people[step.who]] }]
      case 'restore': return ['mutation ($ids: [ID!]!) { done: restoreUsers(ids: $ids) { ok code } }', { ids: [this.people[step.who]] }]
      case 'join':
      case 'leave': return [
        'mutation ($input: ChangeUserGroupsInput!) { done: changeUserGroups(input: $input) { ok code } }',
        { input: {
          userIds: [this.people[step.who]],
          [step.verb === 'join' ? 'addGroupIds' : 'removeGroupIds']: [this.groups[step.group]],
        } },
      ]
      case 'deleteGroup': return [
        'mutation ($ids: [ID!]!) { done: deleteGroups(ids: $ids) { ok code } }',
        { ids: [this.groups[step.group]] },
      ]
      case 'make': return [
        'mutation ($input: CreateCollectionInput!) { done: createCollection(input: $input) { id } }',
        {
          input: {
            clientId: this.id,
            id: this.made = randomUUID(),
            name: sealedName(),
            binding: sealedName(),
            grantUsers: [{ userId: this.people[step.who], access: 'MANAGE' }],
          },
        },
      ]
      case 'rename': return [
        'mutation ($input: UpdateCollectionInput!) { done: updateCollection(input: $input) { id } }',
        { input: { id: this.rooms[step.room], name: sealedName(), binding: sealedName() } },
      ]
      case 'delete': return ['mutation ($ids: [ID!]!) { done: deleteCollections(ids: $ids) { ok code } }', { ids: [this.rooms[step.room]] }]
      case 'give': return this.access(step.room, step.level
        ? { grantUsers: [{ userId: this.people[step.who], access: step.level }] }
        : { removeUserIds: [this.people[step.who]] })
      case 'giveGroup': return this.access(step.room, step.level
        ? { grantGroups: [{ groupId: this.groups[step.group], access: step.level }] }
        : { removeGroupIds: [this.groups[step.group]] })
      case 'decide': return [
        'mutation ($input: ChangeCollectionSettingsInput!) { done: changeCollectionSettings(input: $input) { id } }',
        { input: { clientId: this.id, [step.setting]: step.on } },
      ]
    }
  }

  private made = ''

  taken(step: Step): void {
    if (step.verb === 'make')
      this.rooms.push(this.made)
  }

  private access(room: number, change: object): [string, Record<string, unknown>] {
    return [
      'mutation ($input: ChangeCollectionAccessInput!) { done: changeCollectionAccess(input: $input) { ok code } }',
      { input: { collectionIds: [this.rooms[room]], ...change } },
    ]
  }

  /** What somebody is told that they may do, and with what. */
  async seenBy(actor: Actor) {
    const { body } = await callerOf(actor).ask(`query ($id: ID!) { client(id: $id) {
      viewerCanListUsers viewerCanChangeGroups viewerCanCreateCollections viewerCanChangeCollectionSettings
      collections(first: 200) { edges { node {
        id orphaned viewerAccess viewerCanChange viewerCanChangeUserAccess viewerCanChangeGroupAccess viewerCanDelete
      } } } } }`, { id: this.id })
    if (body.errors)
      return body.errors[0]!.extensions.code
    const { client } = body.data as { client: Record<string, unknown> & { collections: { edges: Array<{ node: { id: string } }> } } }
    const { collections: { edges }, ...rest } = client
    const rooms = edges.map(({ node: { id, ...node } }) => [this.rooms.indexOf(id), node] as const)
    return { ...rest, rooms: rooms.sort(([a], [b]) => a - b) }
  }
}

function expectedOf(model: Model, actor: Actor) {
  if (model.standing(actor) === null)
    return 'NOT_FOUND'
  return {
    viewerCanListUsers: actor === 'tool' || model.managesPeople(actor),
    viewerCanChangeGroups: model.groups(actor),
    viewerCanCreateCollections: model.makes(actor),
    viewerCanChangeCollectionSettings: model.decides(actor),
    rooms: model.state.rooms.flatMap((room, at) => model.sees(actor, room)
      ? [[at, {
          orphaned: model.orphaned(room),
          viewerAccess: model.own(actor, room),
          viewerCanChange: model.renames(actor, room),
          viewerCanChangeUserAccess: model.givesPeople(actor, room),
          viewerCanChangeGroupAccess: model.givesGroups(actor, room),
          viewerCanDelete: model.deletes(actor, room),
        }]]
      : []),
  }
}

const person = fc.nat(4)
const group = fc.nat(1)
const room = fc.nat(3)
const level = fc.option(fc.constantFrom(...levels))
const role = fc.constantFrom<Role>('OWNER', 'ADMIN', 'CUSTOM', 'USER')
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ verb: fc.constant('role' as const), who: person, role, flags: fc.subarray([...flags]) }) },
  { weight: 2, arbitrary: fc.record({ verb: fc.constantFrom('suspend' as const, 'restore' as const), who: person }) },
  { weight: 3, arbitrary: fc.record({ verb: fc.constantFrom('join' as const, 'leave' as const), who: person, group }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('deleteGroup' as const), group }) },
  { weight: 2, arbitrary: fc.record({ verb: fc.constant('make' as const), who: person }) },
  { weight: 2, arbitrary: fc.record({ verb: fc.constant('rename' as const), room }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('delete' as const), room }) },
  { weight: 4, arbitrary: fc.record({ verb: fc.constant('give' as const), room, who: person, level }) },
  { weight: 4, arbitrary: fc.record({ verb: fc.constant('giveGroup' as const), room, group, level }) },
  { weight: 3, arbitrary: fc.record({ verb: fc.constant('decide' as const), setting: fc.constantFrom(...settings), on: fc.boolean() }) },
)
const history = fc.record({
  roles: fc.array(role, { minLength: 4, maxLength: 4 }),
  samWorksHere: fc.boolean(),
  steps: fc.array(fc.tuple(fc.constantFrom(...actors), step), { minLength: 4, maxLength: 14 }),
})

function beginning(roles: readonly Role[], samWorksHere: boolean): State {
  return {
    people: ['OWNER' as const, ...roles].map(role => ({ role, flags: [], suspended: false })),
    groups: [{ there: true, members: new Set() }, { there: true, members: new Set() }],
    rooms: [
      { there: true, people: new Map([[3, 'MANAGE']]), groups: new Map() },
      { there: true, people: new Map(), groups: new Map() },
    ],
    settings: { limitCollectionCreation: false, limitCollectionDeletion: false, allowAdminAccess: false },
    samWorksHere,
  }
}

it('whatever happened before, everybody may what the rules say, and is told so', async () => {
  let [asked, granted] = [0, 0]
  await fc.assert(fc.asyncProperty(history, async ({ roles, samWorksHere, steps }) => {
    await signInAnew()
    const model = new Model(beginning(roles, samWorksHere))
    const client = await Client.make(model.state)
    for (const [actor, step] of steps) {
      if ('room' in step && step.room >= model.state.rooms.length)
        continue
      world.server.services.identities.forget()
      const expected = model.answer(actor, step)
      expect([actor, step, await client.ask(actor, step)]).toEqual([actor, step, expected])
      asked++
      if (expected === 'ok') {
        granted++
        client.taken(step)
        model.take(step)
      }
    }
    world.server.services.identities.forget()
    for (const actor of actors)
      expect([actor, await client.seenBy(actor)]).toEqual([actor, expectedOf(model, actor)])
  }), { numRuns: histories })
  // Neither side says no, or yes, to everything.
  expect(granted / asked).toBeGreaterThan(0.2)
  expect(granted / asked).toBeLessThan(0.8)
}, 60_000 + histories * 1_000)

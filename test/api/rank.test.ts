import { describe, expect, it } from 'vitest'
import type { Caller } from '../testkit/person.js'
import { useWorld } from '../testkit/use-world.js'
import { outcomes } from '../testkit/world.js'
import type { ClientOf } from '../testkit/world.js'

const changeRoles = 'mutation ($ids: [ID!]!, $role: UserRole!, $permissions: [CustomPermission!]) { changeUserRoles(ids: $ids, role: $role, permissions: $permissions) { id email ok code message } }'
const held = ['accessEventLogs', 'manageUsers']
const world = await useWorld()
const provider = await world.provider('Northwind', { enterprise: 1_000 })
const acme = await provider.createClient('Acme', { seats: 200 })
const serviceUser = await provider.hire('sam@northwind.example')
const owner = await acme.owner()
const admin = await acme.join('adam@acme.example', 'ADMIN')
const custom = await acme.join('carl@acme.example', 'CUSTOM', { permissions: held })
const user = await acme.join('uma@acme.example', 'USER')

let count = 0
const address = () => `target${++count}@acme.example`

/** One invited person of each kind, with ids in the order owner, admin, custom with other flags, custom with the same flags, user. */
async function targets(): Promise<string[]> {
  const kinds: Array<[string, string[]?]> = [['OWNER'], ['ADMIN'], ['CUSTOM', ['manageSso']], ['CUSTOM', held], ['USER']]
  const rows = await Promise.all(kinds.map(([role, permissions]) => acme.invite([address()], role, permissions && { permissions })))
  return rows.map(([row]) => row!.id!)
}

async function changed(by: Caller, ids: string[], role: string, permissions?: string[]): Promise<string[]> {
  const { changeUserRoles } = await by.do(changeRoles, { ids, role, permissions })
  return outcomes(changeUserRoles)
}

const above = 'ROLE_ABOVE_OWN'
const closed = 'FORBIDDEN'
const anybody = ['ok', 'ok', 'ok', 'ok', 'ok']
/** What each may do with, and what each may grant: owner, admin, a custom role with a flag it lacks, a custom role with its flags, user. */
const ranks: Array<[string, () => Caller, string[], string[]]> = [
  ['a provider admin', () => provider.admin, anybody, anybody],
  ['a service user of the provider', () => serviceUser, anybody, anybody],
  ['an owner', () => owner, anybody, anybody],
  ['an admin', () => admin, [above, 'ok', 'ok', 'ok', 'ok'], [above, 'ok', 'ok', 'ok', 'ok']],
  ['a custom role', () => custom, [above, above, 'ok', 'ok', 'ok'], [above, above, above, 'ok', 'ok']],
  ['a user', () => user, [closed, closed, closed, closed, closed], [closed, closed, closed, closed, closed]],
]

describe.each(ranks)('%s', (_, who, expected, granted) => {
  const kinds: Array<[string, string[]?]> = [['OWNER'], ['ADMIN'], ['CUSTOM', ['manageSso']], ['CUSTOM', held], ['USER']]

  it('resends, revokes, restores and removes those whose rank allows it', async () => {
    const ids = await targets()
    expect(outcomes(await who().bulk('resendInvitations', ids))).toEqual(expected)
    expect(outcomes(await who().bulk('revokeUsers', ids))).toEqual(expected)
    await provider.admin.bulk('revokeUsers', ids)
    expect(outcomes(await who().bulk('restoreUsers', ids))).toEqual(expected)
    expect(outcomes(await who().bulk('removeUsers', ids))).toEqual(expected)
    const left = await world.sql<{ id: string }>('select id from client_user where id = any($1::uuid[])', [ids])
    expect(left.map(({ id }) => id).sort()).toEqual(ids.filter((__, n) => expected[n] !== 'ok').sort())
  })

  it('is shown what it may do with whom', async () => {
    const ids = await targets()
    const { client } = await who().do(
      'query ($id: ID!) { client(id: $id) { users(first: 200) { edges { node { id viewerCanResend viewerCanRevoke viewerCanRemove viewerCanChangeRole viewerCanRestore viewerCanConfirm } } } } }',
      { id: acme.id },
    )
    const shown = ids.map(id => client.users?.edges.find(({ node }) => node.id === id)?.node)
    expect(shown).toEqual(ids.map((id, n) => {
      const may = expected[n] === 'ok'
      return expected[n] === closed
        ? undefined
        : {
            id,
            viewerCanResend: may,
            viewerCanRevoke: may,
            viewerCanRemove: may,
            viewerCanChangeRole: may,
            viewerCanRestore: false,
            viewerCanConfirm: false,
          }
    }))
    await provider.admin.bulk('removeUsers', ids)
  })

  it('changes the role of those whose rank allows it', async () => {
    expect(await changed(who(), await targets(), 'USER')).toEqual(expected)
  })

  it('grants the roles that its rank allows, and no other leaves a trace', async () => {
    const [row] = await acme.invite([address()])
    for (const [n, [role, permissions]] of kinds.entries()) {
      const logged = await provider.logged(async () => expect(await changed(who(), [row!.id!], role, permissions)).toEqual([granted[n]]))
      expect(logged.map(({ event }) => event)).toEqual(granted[n] === 'ok' ? ['OrganizationUser_Updated'] : [])
      if (granted[n] === 'ok')
        await changed(provider.admin, [row!.id!], 'USER')
    }
  })

  it('invites into the roles that its rank allows', async () => {
    for (const [n, [role, permissions]] of kinds.entries()) {
      const { body } = await who().ask(
        'mutation ($id: ID!, $users: [InviteUserInput!]!) { inviteUsers(clientId: $id, users: $users) { ok } }',
        { id: acme.id, users: [{ line: 7, email: address(), role, permissions }] },
      )
      const { code, rows } = body.errors?.[0]?.extensions ?? { code: 'ok' }
      expect([role, code]).toEqual([role, granted[n]])
      expect(rows).toEqual(code === above ? [{ line: 7, code: above, message: expect.any(String) }] : undefined)
    }
  })

  it('is told which roles it may grant', async () => {
    const { client } = await who().do('query ($id: ID!) { client(id: $id) { viewerRoles } }', { id: acme.id })
    expect(client.viewerRoles).toEqual(['OWNER', 'ADMIN', 'CUSTOM', 'USER'].filter((role, n) => granted[n < 2 ? n : n + 1] === 'ok'))
  })
})

it('a changed role is told with what it was', async () => {
  const email = address()
  const [row] = await acme.invite([email])
  const logged = await provider.logged(() => changed(owner, [row!.id!], 'CUSTOM', ['manageUsers', 'accessEventLogs', 'manageUsers']))
  expect(logged)
    .toEqual([{ event: 'OrganizationUser_Updated', by: 'owner', whom: email, email, role: 'CUSTOM', was: 'USER', permissions: held }])
})

it('nobody revokes or removes themself', async () => {
  for (const person of [owner, admin, custom]) {
    const logged = await provider.logged(async () => {
      expect(outcomes(await person.bulk('revokeUsers', [person.userId]))).toEqual(['SELF'])
      expect(outcomes(await person.bulk('removeUsers', [person.userId]))).toEqual(person === owner ? [] : ['SELF'])
    }).catch((error: Error) => error)
    // The only owner is refused for the whole request: the rule of the last owner comes before the rows.
    if (person === owner)
      expect(String(logged)).toContain('LAST_OWNER')
    else
      expect(logged).toEqual([])
  }
})

it('one\'s own role is changed by the rules for any other: not above what one may grant, and never away from the last owner', async () => {
  expect(await changed(owner, [owner.userId], 'ADMIN')).toEqual(['LAST_OWNER'])
  expect(await changed(admin, [admin.userId], 'OWNER')).toEqual([above])
  expect(await changed(custom, [custom.userId], 'ADMIN')).toEqual([above])
  expect(await changed(custom, [custom.userId], 'CUSTOM', ['manageUsers', 'manageSso'])).toEqual([above])
  const second = await acme.join(address(), 'OWNER')
  expect(await changed(second, [second.userId], 'USER')).toEqual(['ok'])
  expect(await changed(second, [second.userId], 'OWNER')).toEqual([closed])
})

it('somebody of the provider does not take away their own row in a client either', async () => {
  const client = await provider.createClient('Both', { seats: 5 })
  const id = await client.admit(serviceUser, 'ADMIN')
  expect(outcomes(await serviceUser.bulk('revokeUsers', [id]))).toEqual(['SELF'])
})

it('custom permissions are refused on the Teams plan', async () => {
  const teams = await provider.createClient('Small', { plan: 'TEAMS', seats: 5 })
  const [row] = await teams.invite(['kim@small.example'])
  expect(await changed(provider.admin, [row!.id!], 'CUSTOM', ['manageUsers'])).toEqual(['CUSTOM_ROLE_NEEDS_ENTERPRISE'])
})

describe('the last owner', () => {
  async function withTwoOwners(): Promise<{ client: ClientOf, olga: string, otto: string }> {
    const client = await provider.createClient(`Owned ${++count}`, { seats: 10, owner: owner.email })
    const olga = await client.admit(owner, 'OWNER')
    const otto = await client.admit(admin, 'OWNER')
    return { client, olga, otto }
  }

  it('is refused in their row when all owners are revoked at once', async () => {
    const { olga, otto } = await withTwoOwners()
    const logged = await provider.logged(async () =>
      expect(outcomes(await provider.admin.bulk('revokeUsers', [olga, otto]))).toEqual(['ok', 'LAST_OWNER']))
    expect(logged.map(({ event, whom }) => [event, whom])).toEqual([['OrganizationUser_Revoked', 'owner']])
  })

  it('makes a removal of all owners fail as a whole', async () => {
    const { client, olga, otto } = await withTwoOwners()
    const [other] = await client.invite(['plain@owned.example'])
    const logged = await provider.logged(async () =>
      expect(await provider.admin.refused('mutation ($ids: [ID!]!) { removeUsers(ids: $ids) { ok } }', { ids: [other!.id, olga, otto] }))
        .toBe('LAST_OWNER'))
    expect(logged).toEqual([])
    expect(await client.user('plain@owned.example')).toMatchObject({ status: 'INVITED' })
    expect(outcomes(await provider.admin.bulk('removeUsers', [other!.id!, olga]))).toEqual(['ok', 'ok'])
  })

  it('keeps the role', async () => {
    const { olga, otto } = await withTwoOwners()
    expect(await changed(provider.admin, [olga, otto], 'ADMIN')).toEqual(['ok', 'LAST_OWNER'])
  })

  it('is not said to be at stake where another rule refuses each of them', async () => {
    const teams = await provider.createClient(`Teams ${++count}`, { plan: 'TEAMS', seats: 5, owner: owner.email })
    const ids = [await teams.admit(owner, 'OWNER'), await teams.admit(admin, 'OWNER')]
    expect(await changed(provider.admin, ids, 'CUSTOM', ['manageUsers']))
      .toEqual(['CUSTOM_ROLE_NEEDS_ENTERPRISE', 'CUSTOM_ROLE_NEEDS_ENTERPRISE'])
  })

  it('is not replaced by owners who are invited, accepted or revoked, nor by the provider\'s people', async () => {
    const { client, olga, otto } = await withTwoOwners()
    await client.invite(['invited@owned.example', user.email], 'OWNER')
    await world.acceptAs(user)
    expect(outcomes(await provider.admin.bulk('revokeUsers', [otto]))).toEqual(['ok'])
    expect(outcomes(await provider.admin.bulk('revokeUsers', [olga]))).toEqual(['LAST_OWNER'])
    expect(await changed(serviceUser, [olga], 'USER')).toEqual(['LAST_OWNER'])
    expect(await provider.admin.refused('mutation ($ids: [ID!]!) { removeUsers(ids: $ids) { ok } }', { ids: [olga] })).toBe('LAST_OWNER')
  })

  describe.each(['revokeUsers', 'removeUsers'])('remains when two people act at the same moment: %s', (verb) => {
    async function throwOut(client: ClientOf, ...acts: Array<[by: Caller, id: string]>): Promise<string[]> {
      const answers = await provider.atOnce(
        ...acts.map(([by, id]) => () => by.ask(`mutation ($ids: [ID!]!) { ${verb}(ids: $ids) { code } }`, { ids: [id] })),
      )
      const [left] = await world.sql<{ n: number }>(
        `select count(*)::int n from client_user where client_id = $1 and role = 'OWNER' and status = 'CONFIRMED'`,
        [client.id],
      )
      expect(left!.n).toBe(1)
      return answers.map(({ body }) =>
        body.errors?.[0]?.extensions.code ?? (body.data as Record<string, Array<{ code: string | null }>>)[verb]![0]!.code ?? 'ok')
    }

    it('two of the provider', async () => {
      const { client, olga, otto } = await withTwoOwners()
      expect((await throwOut(client, [provider.admin, olga], [serviceUser, otto])).sort()).toEqual(['LAST_OWNER', 'ok'])
    })

    it('the two owners, each the other', async () => {
      const { client, olga, otto } = await withTwoOwners()
      const codes = await throwOut(client, [owner, otto], [admin, olga])
      expect(codes.filter(code => code === 'ok')).toHaveLength(1)
      // Whoever came second may already have been thrown out.
      expect(['LAST_OWNER', 'NOT_FOUND']).toContain(codes.find(code => code !== 'ok'))
    })
  })
})

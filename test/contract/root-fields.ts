import { randomBytes, randomUUID } from 'node:crypto'
import type { ClientOf, ProviderOf } from '../testkit/world.js'
import { callerNames, someKey } from './cast.js'
import type { CallerName, Cast } from './cast.js'

/** ok, no (FORBIDDEN), none (NOT_FOUND, or null where the field may be null), in (UNAUTHENTICATED: sign in), or a code. */
export type Word = string

interface Target {
  scope: 'client' | 'provider'
  /** @param spare a caller is about to succeed: what may be destroyed must not be one of the cast's own things. */
  make: (cast: Cast, where: ClientOf & ProviderOf, spare: boolean) => Promise<string> | string
}

export interface RootCase {
  document: string
  target?: Target
  /** A target that is not of a tenant, made for a caller; `missing` is what everybody gets for one that is not there. */
  personal?: { make: (cast: Cast, caller: CallerName) => Promise<string> | string, missing: Word }
  variables?: (id: string, cast: Cast) => Record<string, unknown>
  expected: Record<CallerName, Word>
  /** What the token that is limited to Birch may do there. */
  elsewhere?: Word
  /** Only people: API tokens are refused whatever they name. */
  persons?: true
  /** The field is there for strangers too. */
  open?: true
}

//                 stranger provider service other  owner admin  user   custom user  uncon- revoked reading token
//                          admin    user    prov.              manager              firmed         token   elsewhere
const everyone = row('ok    ok       ok      ok     ok    ok     ok     ok     ok    ok     ok      ok      ok')
const signedIn = row('in    ok       ok      ok     ok    ok     ok     ok     ok    ok     ok      ok      ok')
const people = row('in      ok       ok      ok     ok    ok     ok     ok     ok    ok     ok      no      no')
const admins = row('in      ok       no      none   none  none   none   none   none  none   none    no      none')
const staff = row('in       ok       ok      none   no    no     no     no     no    none   none    no      none')
const renamers = row('in    ok       ok      none   ok    no     no     no     no    none   none    no      none')
const managers = row('in    ok       ok      none   ok    ok     ok     no     no    none   none    no      none')
const members = row('in     ok       ok      none   ok    ok     ok     ok     ok    none   none    ok      none')

const client: Target = { scope: 'client', make: (_, { id }) => id }
const provider: Target = { scope: 'provider', make: (_, { id }) => id }
const user = (status: string): Target => ({ scope: 'client', make: (cast, where) => cast.newUser(where, { status }) })
const providerUser = (status: 'INVITED' | 'ACCEPTED' | 'CONFIRMED'): Target => ({ scope: 'provider', make: (cast, where) => cast.newProviderUser(where, status) })
const apiToken: Target = { scope: 'provider', make: (cast, where) => cast.newApiToken(where) }
const bulk = (verb: string) => `mutation ($ids: [ID!]!) { ${verb}(ids: $ids) { ok code message email } }`
const ids = (id: string) => ({ ids: [id] })

function node(kind: string, target: Target, expected: Record<CallerName, Word>, elsewhere?: Word): RootCase {
  return { document: `query ($id: ID!) { node(id: $id) { id ... on ${kind} { __typename } } }`, target, expected, ...elsewhere && { elsewhere } }
}

const registration = {
  name: 'Nobody',
  kdf: { type: 'PBKDF2', iterations: 600_000 },
  masterPasswordHash: randomBytes(32).toString('base64'),
  wrappedUserKey: 'none',
  publicKey: 'none',
  wrappedPrivateKey: 'none',
}

/** Every root field there is, with who may do what. A field that is added to the schema without a row here fails the walls test. */
export const rootFields: Record<string, RootCase[]> = {
  'Query.client': [{ document: 'query ($id: ID!) { client(id: $id) { id name } }', target: client, expected: members, elsewhere: 'ok' }],
  'Query.clients': [{ document: '{ clients(first: 200) { totalCount edges { node { id } } } }', expected: signedIn }],
  'Query.events': [{
    document: 'query ($id: ID) { events(providerId: $id) { edges { node { seq } } } }',
    target: provider,
    expected: row('in       ok       ok      none   ok    ok     no     no     no    none   none    no      ok'),
  }],
  'Query.installation': [{ document: '{ installation { state version } }', expected: everyone, open: true }],
  'Query.invitation': [{
    document: 'query ($token: String!) { invitation(token: $token) { email } }',
    personal: { make: newInvitation, missing: 'INVITATION_INVALID' },
    variables: token => ({ token }),
    expected: everyone,
    open: true,
  }],
  'Query.logCheckpoint': [{
    document: 'query ($id: ID) { logCheckpoint(providerId: $id) { seq } }',
    target: provider,
    expected: row('in      ok       no       none   none  none   none   none   none  none   none    no      none'),
  }],
  'Query.mailbox': [{ document: '{ mailbox { id } }', expected: everyone, open: true }],
  'Query.node': [
    node('Client', client, members, 'ok'),
    node('User', user('CONFIRMED'), row('in ok       ok      none   ok    ok     ok     none   none  none   none    ok      none'), 'ok'),
    node('Provider', provider, row('in      ok       ok      none   none  none   none   none   none  none   none    ok      none')),
    node('ProviderUser', providerUser('CONFIRMED'), row('in ok none  none   none  none   none   none   none  none   none    ok      none')),
    node('ApiToken', apiToken, row('in      ok       none    none   none  none   none   none   none  none   none    none    none')),
  ],
  'Query.provider': [{ document: 'query ($id: ID) { provider(id: $id) { id name } }', target: provider, expected: row('in ok ok none none none none none none none none ok none') }],
  'Query.viewer': [{ document: '{ viewer { account { id } } }', expected: signedIn }],

  'Mutation.acceptInvitation': [{
    document: 'mutation ($token: String!) { acceptInvitation(token: $token) { id } }',
    personal: { make: newInvitation, missing: 'INVITATION_INVALID' },
    variables: token => ({ token }),
    expected: { ...fill('INVITATION_INVALID'), 'stranger': 'in', 'reading token': 'no', 'token elsewhere': 'no' },
    open: true,
  }],
  'Mutation.addSeats': [{ document: 'mutation ($id: ID!) { addSeats(clientId: $id, count: 1) { id } }', target: client, expected: staff, elsewhere: 'ok' }],
  'Mutation.changeProviderUserType': [{ document: 'mutation ($id: ID!) { changeProviderUserType(id: $id, type: SERVICE_USER) { id } }', target: providerUser('CONFIRMED'), expected: admins }],
  'Mutation.changeSeatMinimum': [{ document: 'mutation ($id: ID!) { changeSeatMinimum(providerId: $id, plan: TEAMS, minimum: 1000) { id } }', target: provider, expected: admins }],
  'Mutation.changeUserRoles': [{ document: 'mutation ($ids: [ID!]!) { changeUserRoles(ids: $ids, role: USER) { ok code message email } }', target: user('CONFIRMED'), variables: ids, expected: managers, elsewhere: 'ok' }],
  'Mutation.confirmProviderUsers': [{
    document: 'mutation ($c: [ConfirmInput!]!) { confirmProviderUsers(confirmations: $c) { ok code message email } }',
    target: providerUser('ACCEPTED'),
    variables: id => ({ c: [{ id, key: someKey }] }),
    expected: admins,
  }],
  'Mutation.confirmUsers': [{
    document: 'mutation ($c: [ConfirmInput!]!) { confirmUsers(confirmations: $c) { ok code message email } }',
    target: user('ACCEPTED'),
    variables: id => ({ c: [{ id, key: someKey }] }),
    expected: managers,
    elsewhere: 'no',
  }],
  'Mutation.createApiToken': [{
    document: 'mutation ($id: ID!, $until: DateTimeISO!) { createApiToken(providerId: $id, name: "spare", scopes: [READ], expiresAt: $until) { apiToken { id } } }',
    target: provider,
    variables: id => ({ id, until: new Date(Date.now() + 60_000) }),
    expected: row('in       ok       no      none   none  none   none   none   none  none   none    no      no'),
    persons: true,
  }],
  'Mutation.createClient': [{
    document: 'mutation ($input: CreateClientInput!) { createClient(input: $input) { id } }',
    target: provider,
    variables: (providerId, cast) => ({ input: { providerId, name: 'Spare', plan: 'TEAMS', seats: 1, ownerEmail: `${randomUUID()}@victims.example`, ...cast.clientKeys } }),
    expected: admins,
  }],
  'Mutation.inviteProviderUsers': [{
    document: 'mutation ($id: ID!, $emails: [String!]!) { inviteProviderUsers(providerId: $id, emails: $emails, type: SERVICE_USER) { ok code message } }',
    target: provider,
    variables: id => ({ id, emails: [`${randomUUID()}@victims.example`] }),
    expected: admins,
  }],
  'Mutation.inviteUsers': [{
    document: 'mutation ($id: ID!, $users: [InviteUserInput!]!) { inviteUsers(clientId: $id, users: $users) { ok code message } }',
    target: client,
    variables: id => ({ id, users: [{ email: `${randomUUID()}@victims.example`, role: 'USER' }] }),
    expected: managers,
    elsewhere: 'ok',
  }],
  'Mutation.removeProviderUsers': [{ document: bulk('removeProviderUsers'), target: providerUser('CONFIRMED'), variables: ids, expected: admins }],
  'Mutation.removeSeats': [{ document: 'mutation ($id: ID!) { removeSeats(clientId: $id, count: 1) { id } }', target: client, expected: staff, elsewhere: 'ok' }],
  'Mutation.removeUsers': [{ document: bulk('removeUsers'), target: user('CONFIRMED'), variables: ids, expected: managers, elsewhere: 'ok' }],
  'Mutation.renameClient': [{ document: 'mutation ($id: ID!) { renameClient(id: $id, name: "Renamed") { id } }', target: client, expected: renamers, elsewhere: 'ok' }],
  'Mutation.renameProvider': [{ document: 'mutation ($id: ID!) { renameProvider(id: $id, name: "Renamed") { id } }', target: provider, expected: admins }],
  'Mutation.resendInvitations': [{ document: bulk('resendInvitations'), target: user('INVITED'), variables: ids, expected: managers, elsewhere: 'ok' }],
  'Mutation.resendProviderInvitations': [{ document: bulk('resendProviderInvitations'), target: providerUser('INVITED'), variables: ids, expected: admins }],
  'Mutation.restoreUsers': [{ document: bulk('restoreUsers'), target: user('REVOKED'), variables: ids, expected: managers, elsewhere: 'ok' }],
  'Mutation.revokeApiToken': [{ document: 'mutation ($id: ID!) { revokeApiToken(id: $id) { id } }', target: apiToken, expected: admins }],
  'Mutation.revokeSession': [{
    document: 'mutation ($id: ID!) { revokeSession(id: $id) { id } }',
    personal: { make: (cast, caller) => cast.newSession(cast.accountOf(caller) ?? cast.northwind.admin.accountId), missing: 'none' },
    expected: people,
    persons: true,
  }],
  'Mutation.revokeUsers': [{ document: bulk('revokeUsers'), target: user('CONFIRMED'), variables: ids, expected: managers, elsewhere: 'ok' }],
  'Mutation.setAutoGrow': [{
    document: 'mutation ($id: ID!) { setAutoGrow(clientId: $id, ceiling: null) { id } }',
    target: client,
    expected: row('in       ok       no      none   no    no     no     no     no    none   none    no      none'),
    elsewhere: 'no',
  }],
  'Mutation.setupProvider': [{
    document: 'mutation ($input: SetupProviderInput!) { setupProvider(input: $input) { id } }',
    variables: () => ({ input: { providerName: 'Fabrikam', email: 'ada@fabrikam.example', registration, providerKey: someKey } }),
    expected: fill('INSTALLATION_NOT_EMPTY'),
    open: true,
  }],
  'Mutation.signOutEverywhere': [{ document: 'mutation { signOutEverywhere }', expected: people, persons: true }],
  'Mutation.startDemo': [{ document: 'mutation { startDemo { state } }', expected: fill('INSTALLATION_NOT_EMPTY'), open: true }],
  'Mutation.unlinkClient': [{
    document: 'mutation ($id: ID!) { unlinkClient(id: $id) { id } }',
    target: { scope: 'client', make: (cast, where, spare) => spare ? cast.newClient(where.provider) : where.id },
    expected: row('in       ok       no      none   no    no     no     no     no    none   none    no      none'),
    elsewhere: 'no',
  }],
}

/** Subscriptions run on the socket, where strangers are closed with 4401. */
export const subscriptionFields: Record<string, Record<CallerName, Word>> = {
  'Subscription.events': rootFields['Query.events']![0]!.expected,
}

function row(words: string): Record<CallerName, Word> {
  const list = words.trim().split(/\s+/)
  if (list.length !== callerNames.length)
    throw new Error(`a row has ${list.length} words for ${callerNames.length} callers: ${words}`)
  return Object.fromEntries(callerNames.map((name, index) => [name, list[index]!])) as Record<CallerName, Word>
}

function fill(word: Word): Record<CallerName, Word> {
  return Object.fromEntries(callerNames.map(name => [name, word])) as Record<CallerName, Word>
}

async function newInvitation(cast: Cast): Promise<string> {
  const invitation = randomUUID()
  await cast.newUser(cast.acme, { invitation })
  return invitation
}

import { makeSchema } from '@wardroom/server/schema'
import { getNamedType, isLeafType, isObjectType, isRequiredArgument } from 'graphql'
import type { GraphQLObjectType } from 'graphql'
import { expect, it } from 'vitest'
import type { Caller } from '../testkit/person.js'
import { Cast } from './cast.js'

const schema = await makeSchema()

const cast = await Cast.assemble()
await cast.newApiToken(cast.northwind)

/** What a reader gets of each field: the value where it says nothing (null, false, an empty list), else that it is shown. */
type View = Record<string, null | boolean | [] | 'shown'>

/** Asks for every field of a type that the schema has, so that a new one cannot be left out below. */
async function view(caller: Caller, typeName: string, at: string, dig: (data: never) => unknown): Promise<View | null> {
  const type = schema.getType(typeName) as GraphQLObjectType
  const fields = Object.values(type.getFields()).filter(({ args }) => !args.some(isRequiredArgument))
  const selection = fields.map(({ name, type }) => isLeafType(getNamedType(type)) ? name : `${name} { __typename }`).join(' ')
  const row = dig(await caller.do<never>(at.replace('…', selection))) as Record<string, unknown> | null | undefined
  return row ? Object.fromEntries(fields.map(({ name }) => [name, summary(row[name])])) : null
}

function summary(value: unknown): View[string] {
  if (value === null || typeof value === 'boolean')
    return value
  return Array.isArray(value) && !value.length ? [] : 'shown'
}

function clientOf(caller: Caller) {
  return view(caller, 'Client', `{ client(id: "${cast.acme.id}") { … } }`, ({ client }: { client: unknown }) => client)
}
function ownRow(caller: Caller) {
  return view(
    caller,
    'User',
    '{ viewer { clientMemberships { … } } }',
    ({ viewer }: { viewer: { clientMemberships: unknown[] } }) => viewer.clientMemberships[0],
  )
}
function ownStaffRow(caller: Caller) {
  return view(
    caller,
    'ProviderUser',
    '{ viewer { providerMemberships { … } } }',
    ({ viewer }: { viewer: { providerMemberships: unknown[] } }) => viewer.providerMemberships[0],
  )
}

const clientForEverybodyInIt: View = {
  accessCandidates: 'shown',
  baseline: null,
  baselineDrift: null,
  bulkJobs: null,
  clientGroups: null,
  collectionCount: null,
  collectionSettings: 'shown',
  collections: 'shown',
  createdAt: 'shown',
  events: null,
  eventsPerMinute: null,
  groupCount: null,
  groups: null,
  id: 'shown',
  keyBinding: 'shown',
  lastEvent: null,
  name: 'shown',
  plan: 'shown',
  policies: [],
  provider: null,
  providerKey: null,
  publicKey: 'shown',
  seats: null,
  suspended: false,
  suspension: null,
  tags: null,
  userCounts: null,
  users: null,
  viewerCanBindKey: false,
  viewerCanBringToBaseline: false,
  viewerCanChangeCollectionSettings: false,
  viewerCanChangeGroups: false,
  viewerCanChangeItemAccess: false,
  viewerCanChangePolicies: false,
  viewerCanChangeSeats: false,
  viewerCanCreateCollections: true,
  viewerCanInviteUsers: false,
  viewerCanListBulkJobs: false,
  viewerCanListGroups: false,
  viewerCanListUsers: false,
  viewerCanReactivate: false,
  viewerCanReadCollections: true,
  viewerCanReadEvents: false,
  viewerCanRename: false,
  viewerCanSuspend: false,
  viewerCanUnlink: false,
  viewerRoles: [],
  wrappedPrivateKey: 'shown',
}

it('a client shows its plain users its name and little else', async () => {
  expect(await clientOf(cast.callers.user)).toEqual(clientForEverybodyInIt)
  expect(await clientOf(cast.callers.custom)).toEqual(clientForEverybodyInIt)
})

it('a client shows its people as much as their role reads', async () => {
  const managed = {
    bulkJobs: 'shown',
    groupCount: 'shown',
    groups: 'shown',
    seats: 'shown',
    userCounts: 'shown',
    users: 'shown',
    viewerCanInviteUsers: true,
    viewerCanListBulkJobs: true,
    viewerCanListGroups: true,
    viewerCanListUsers: true,
    viewerRoles: 'shown',
  } as const
  const logged = { events: 'shown', eventsPerMinute: 'shown', lastEvent: 'shown', viewerCanReadEvents: true } as const
  expect(await clientOf(cast.callers['user manager'])).toEqual({ ...clientForEverybodyInIt, ...managed })
  const administered = {
    ...clientForEverybodyInIt,
    ...managed,
    ...logged,
    collectionCount: 'shown',
    viewerCanChangeGroups: true,
    viewerCanChangePolicies: true,
  }
  expect(await clientOf(cast.callers.admin)).toEqual(administered)
  expect(await clientOf(cast.callers.owner)).toEqual({
    ...administered,
    viewerCanChangeCollectionSettings: true,
    viewerCanChangeItemAccess: true,
    viewerCanRename: true,
  })
})

it('a client shows the provider\'s people everything, and lets admins alone unlink it', async () => {
  const fields = Object.entries(clientForEverybodyInIt)
  const everything = {
    ...Object.fromEntries(fields.map(([name, value]) => [name, typeof value === 'boolean' ? true : 'shown'])),
    baseline: null, // it is in no group
    baselineDrift: null,
    clientGroups: [], // it is in none
    policies: [], // it has decided nothing
    suspended: false,
    suspension: null,
    tags: [],
    viewerCanReactivate: false, // it is not suspended
    viewerCanBindKey: false, // it is bound
    viewerCanChangeItemAccess: false, // its owners do
  }
  expect(await clientOf(cast.callers['service user'])).toEqual({ ...everything, viewerCanSuspend: false, viewerCanUnlink: false })
  expect(await clientOf(cast.callers['provider admin'])).toEqual(everything)
})

it('a client shows an API token only what its scopes read, and never a wrapped key', async () => {
  expect(await clientOf(cast.callers['reading token'])).toEqual({
    ...clientForEverybodyInIt,
    keyBinding: null,
    wrappedPrivateKey: null,
    clientGroups: [],
    collectionCount: 'shown',
    bulkJobs: 'shown',
    groupCount: 'shown',
    groups: 'shown',
    provider: 'shown',
    seats: 'shown',
    tags: [],
    userCounts: 'shown',
    users: 'shown',
    viewerCanCreateCollections: false,
    viewerCanListBulkJobs: true,
    viewerCanListGroups: true,
    viewerCanListUsers: true,
  })
})

const userRow: View = {
  accountId: 'shown',
  client: 'shown',
  collections: null,
  createdAt: 'shown',
  email: 'shown',
  externalId: null,
  groups: null,
  id: 'shown',
  invitationExpiresAt: null,
  invitationFailure: null,
  key: null,
  lastSignInAt: 'shown',
  name: 'shown',
  permissions: [],
  publicKey: 'shown',
  recoveryEnrolledAt: null,
  revisedAt: 'shown',
  revocationReason: null,
  rights: null,
  role: 'shown',
  status: 'shown',
  twoStepClass: null,
  twoStepSince: null,
  viewerCanChangeGroups: false,
  viewerCanChangeRole: false,
  viewerCanConfirm: false,
  viewerCanRecover: false,
  viewerCanRemind: false,
  viewerCanRemove: false,
  viewerCanResend: false,
  viewerCanRestore: false,
  viewerCanRevoke: false,
  viewerCanSeeRights: false,
  viewerCanSignOut: false,
}

it('a user\'s wrapped key is for that user alone', async () => {
  const { user, owner, 'service user': service, 'reading token': token } = cast.callers
  expect(await ownRow(user)).toEqual({ ...userRow, collections: [], key: 'shown', rights: 'shown', viewerCanSeeRights: true })
  const { id } = await cast.acme.user('user@acme.example')
  const asked = (caller: Caller) =>
    view(caller, 'User', `{ node(id: "${id}") { ... on User { … } } }`, ({ node }: { node: unknown }) => node)
  const seen = { collections: [], groups: [], rights: 'shown', viewerCanSeeRights: true } as const
  const managed = {
    ...seen,
    viewerCanChangeGroups: true,
    viewerCanChangeRole: true,
    viewerCanRemove: true,
    viewerCanRevoke: true,
    viewerCanSignOut: true,
  }
  expect(await asked(owner)).toEqual({ ...userRow, ...managed })
  expect(await asked(service)).toEqual({ ...userRow, ...managed })
  expect(await asked(token)).toEqual({ ...userRow, ...seen })
  expect(await asked(cast.callers.custom)).toBeNull()
})

it('a bulk answer tells nothing of people one may not list', async () => {
  const { id } = await cast.acme.user('admin@acme.example')
  const document = 'mutation ($ids: [ID!]!) { revokeUsers(ids: $ids) { code email message user { email role } } }'
  for (const caller of ['user', 'custom', 'other provider', 'reading token'] as const) {
    const { revokeUsers: [row, none] } = await cast.callers[caller].do(document, { ids: [id, 'no-such-id'] })
    expect(row).toMatchObject({ email: null, user: caller === 'reading token' ? { email: 'admin@acme.example' } : null })
    expect(none).toMatchObject({ code: 'NOT_FOUND', email: null, user: null })
  }
})

const providerView: View = {
  addableClients: [],
  baselines: [],
  apiTokens: null,
  clientCount: 'shown',
  clientGroups: 'shown',
  clientTags: [],
  createdAt: 'shown',
  id: 'shown',
  mail: null,
  name: 'shown',
  seatPools: 'shown',
  twoStepRequiredFrom: 'shown',
  users: null,
  viewerCanBuySeats: false,
  viewerCanChangeBaselines: false,
  viewerCanChangeClientGroups: false,
  viewerCanCreateClient: false,
  viewerCanDemandTwoStep: false,
  viewerCanManageApiTokens: false,
  viewerCanManageUsers: false,
  viewerCanReadProviderEvents: false,
  viewerCanReadSeatPools: true,
  viewerCanUpdate: false,
}

it('a provider shows service users neither its team nor its tokens', async () => {
  const asked = (caller: Caller) => view(caller, 'Provider', '{ provider { … } }', ({ provider }: { provider: unknown }) => provider)
  expect(await asked(cast.callers['service user'])).toEqual(providerView)
  expect(await asked(cast.callers['reading token'])).toEqual({ ...providerView, users: 'shown' })
  expect(await asked(cast.callers['provider admin']))
    .toEqual({
      ...Object.fromEntries(Object.entries(providerView).map(([name, value]) => [name, typeof value === 'boolean' ? true : 'shown'])),
      clientTags: [], // no client has one
      addableClients: [],
      baselines: [], // the admin owns none
    })
})

const staffRow: View = {
  accountId: 'shown',
  askedForHelpAt: null,
  createdAt: 'shown',
  email: 'shown',
  id: 'shown',
  invitationExpiresAt: null,
  invitationFailure: null,
  key: null,
  lastSignInAt: 'shown',
  name: 'shown',
  provider: 'shown',
  publicKey: 'shown',
  recoverableIn: [],
  scope: 'shown',
  scopeClientGroups: null,
  scopeClients: null,
  status: 'shown',
  twoStepClass: null,
  twoStepSince: null,
  type: 'shown',
  viewerCanChangeHours: false,
  viewerCanChangeScope: false,
  viewerCanChangeType: false,
  viewerCanConfirm: false,
  viewerCanRemove: false,
  viewerCanResend: false,
  viewerCanResetTwoStep: false,
  viewerCanSignOut: false,
  workHours: null,
}

it('a provider user\'s wrapped key is for that person alone', async () => {
  expect(await ownStaffRow(cast.callers['service user'])).toEqual({ ...staffRow, key: 'shown' })
  const named = { scopeClientGroups: [], scopeClients: [] } as const // it names none
  expect(await ownStaffRow(cast.callers['reading token'])).toEqual({ ...staffRow, ...named })
  expect(await ownStaffRow(cast.callers['token elsewhere'])).toBeNull()
  const colleague = (caller: Caller) =>
    view(caller, 'ProviderUser', '{ provider { users { edges { node { … } } } } }', ({ provider: { users } }: {
      provider: { users: { edges: Array<{ node: { email: string } }> } | null }
    }) => users?.edges.map(({ node }) => node).find(({ email }) => email.startsWith('sam@')))
  const changed = { viewerCanChangeHours: true, viewerCanChangeScope: true, viewerCanChangeType: true }
  const managed = { ...named, ...changed, viewerCanRemove: true, viewerCanSignOut: true }
  expect(await colleague(cast.callers['provider admin'])).toEqual({ ...staffRow, ...managed })
  expect(await colleague(cast.callers['service user'])).toBeNull()
})

it('an API token shows its prefix and never its secret or its hash', async () => {
  const tokens = (caller: Caller) =>
    view(caller, 'ApiToken', '{ provider { apiTokens { edges { node { … } } } } }', ({ provider: { apiTokens } }: {
      provider: { apiTokens: { edges: Array<{ node: unknown }> } | null }
    }) => apiTokens?.edges[0]?.node)
  expect(await tokens(cast.callers['provider admin'])).toEqual({
    allowedAddresses: null,
    clientGroupIds: null,
    clientIds: null,
    createdAt: 'shown',
    createdBy: 'shown',
    expiresAt: 'shown',
    id: 'shown',
    lastUsedAt: null,
    lastUsedFrom: null,
    name: 'shown',
    oldPrefix: null,
    oldUntil: null,
    prefix: 'shown',
    revokedAt: null,
    rotatedAt: null,
    rotatedBy: null,
    scopes: 'shown',
  })
  expect(await tokens(cast.callers['service user'])).toBeNull()
})

it('an event shows its reader all of itself and nothing beyond', async () => {
  const newest = (caller: Caller, clientId: string) =>
    view(caller, 'Event', `{ events(first: 1, order: NEWEST_FIRST, filter: { clientId: "${clientId}" }) { edges { node { … } } } }`, (
      { events }: { events: { edges: Array<{ node: unknown }> } },
    ) => events.edges[0]?.node)
  const shown = Object.fromEntries(Object.keys((schema.getType('Event') as GraphQLObjectType).getFields()).map(name => [name, 'shown']))
  expect(await newest(cast.callers.owner, cast.acme.id)).toEqual(shown)
  expect(await newest(cast.callers['service user'], cast.acme.id)).toEqual(shown)
  expect(await newest(cast.callers.owner, cast.birch.id)).toBeNull()
  expect(Object.values((schema.getType('Event') as GraphQLObjectType).getFields())
    .filter(({ type }) => !isLeafType(getNamedType(type)))
    .map(({ name }) => name)).toEqual(['actor', 'subject'])
})

it('a request for help shows who asks, from where, to those who may answer it, and nothing to others', async () => {
  await cast.newHelpRequest(cast.acme)
  const asked = (caller: Caller) =>
    view(caller, 'HelpRequest', '{ helpRequests { edges { node { … } } } }', ({ helpRequests }: {
      helpRequests: { edges: Array<{ node: unknown }> }
    }) => helpRequests.edges[0]?.node)
  const open = {
    askedAt: 'shown',
    client: 'shown',
    decidedAt: null,
    decidedBy: null,
    deviceName: null,
    email: 'shown',
    id: 'shown',
    ip: null,
    name: 'shown',
    reason: null,
    recoveryEnrolledAt: null,
    state: 'shown',
    userId: 'shown',
    viewerCanDecide: true,
    viewerCanRecover: false,
  }
  expect(await asked(cast.callers.owner)).toEqual(open)
  expect(await asked(cast.callers['service user'])).toEqual(open)
  expect(await asked(cast.callers['reading token'])).toEqual({ ...open, viewerCanDecide: false })
  for (const caller of ['user manager', 'custom', 'user', 'other provider', 'token elsewhere'] as const)
    expect([caller, await asked(cast.callers[caller])]).toEqual([caller, null])
})

it('a group shows itself to those who may list groups, and nothing to others', async () => {
  const id = await cast.newGroup(cast.acme)
  const asked = (caller: Caller) => view(caller, 'Group', `{ node(id: "${id}") { ... on Group { … } } }`, ({ node }: { node: unknown }) => node)
  const whole = {
    client: 'shown',
    collections: [],
    createdAt: 'shown',
    externalId: null,
    id: 'shown',
    name: 'shown',
    revisedAt: 'shown',
    userCount: 'shown',
    viewerCanChange: true,
  }
  expect(await asked(cast.callers.admin)).toEqual(whole)
  expect(await asked(cast.callers['service user'])).toEqual(whole)
  expect(await asked(cast.callers['user manager'])).toEqual({ ...whole, collections: null, viewerCanChange: false })
  expect(await asked(cast.callers['reading token'])).toEqual({ ...whole, viewerCanChange: false })
  for (const caller of ['custom', 'user', 'other provider', 'token elsewhere'] as const)
    expect([caller, await asked(cast.callers[caller])]).toEqual([caller, null])
})

it('a baseline shows itself to the provider\'s people, and nothing to others', async () => {
  const id = await cast.newBaseline(cast.northwind)
  const asked = (caller: Caller) =>
    view(caller, 'Baseline', `{ node(id: "${id}") { ... on Baseline { … } } }`, ({ node }: { node: unknown }) => node)
  const whole = {
    clientCount: 'shown',
    clientGroups: 'shown',
    createdAt: 'shown',
    id: 'shown',
    name: 'shown',
    policies: [],
    position: 'shown',
    revisedAt: 'shown',
    settings: 'shown',
    viewerCanChange: true,
  }
  expect(await asked(cast.callers['provider admin'])).toEqual(whole)
  for (const caller of ['service user', 'reading token'] as const)
    expect(await asked(cast.callers[caller])).toEqual({ ...whole, viewerCanChange: false })
  for (const caller of ['owner', 'admin', 'user', 'other provider', 'token elsewhere'] as const)
    expect([caller, await asked(cast.callers[caller])]).toEqual([caller, null])
})

it('a group of clients shows itself to the provider\'s people, and nothing to others', async () => {
  const id = await cast.newClientGroup(cast.northwind)
  const asked = (caller: Caller) =>
    view(caller, 'ClientGroup', `{ node(id: "${id}") { ... on ClientGroup { … } } }`, ({ node }: { node: unknown }) => node)
  const whole = {
    clientCount: 'shown',
    createdAt: 'shown',
    id: 'shown',
    name: 'shown',
    revisedAt: 'shown',
    rule: null,
    viewerCanChange: true,
  }
  expect(await asked(cast.callers['provider admin'])).toEqual(whole)
  expect(await asked(cast.callers['service user'])).toEqual({ ...whole, viewerCanChange: false })
  expect(await asked(cast.callers['reading token'])).toEqual({ ...whole, viewerCanChange: false })
  for (const caller of ['owner', 'user', 'other provider', 'token elsewhere'] as const)
    expect([caller, await asked(cast.callers[caller])]).toEqual([caller, null])
})

it('a job shows itself to those who may list people or groups, its rows\' addresses to those alone who may list people, and nothing to others', async () => {
  const id = await cast.newBulkJob(cast.acme, true)
  await cast.sql(`update bulk_job_row set email = 'x@acme.example', message = 'gone' where job_id = $1`, [id])
  const asked = (caller: Caller) => view(caller, 'BulkJob', `{ node(id: "${id}") { ... on BulkJob { … } } }`, ({ node }: { node: unknown }) => node)
  const rowOf = (caller: Caller) => view(
    caller,
    'BulkJobRow',
    `{ node(id: "${id}") { ... on BulkJob { rows { edges { node { … } } } } } }`,
    ({ node }: { node: { rows: { edges: Array<{ node: unknown }> } } | null }) => node?.rows.edges[0]?.node,
  )
  const job = {
    action: 'shown',
    cancelled: false,
    client: 'shown',
    createdAt: 'shown',
    done: 'shown',
    finishedAt: 'shown',
    id: 'shown',
    madeBy: 'shown',
    refused: 'shown',
    retryOf: null,
    rows: 'shown',
    toolId: null,
    total: 'shown',
    viewerCanCancel: false,
    viewerCanRetry: true,
  }
  const row = { code: 'shown', email: 'shown', id: 'shown', message: 'shown', number: 'shown', outcome: 'shown', userId: null }
  for (const caller of ['owner', 'service user', 'user manager'] as const)
    expect([caller, await asked(cast.callers[caller]), await rowOf(cast.callers[caller])]).toEqual([caller, job, row])
  const grouper = await cast.acme.join('grouper@acme.example', 'CUSTOM', { permissions: ['manageGroups'] })
  expect([await asked(grouper), await rowOf(grouper)]).toEqual([{ ...job, viewerCanRetry: false }, { ...row, email: null }])
  const token = cast.callers['reading token']
  expect([await asked(token), await rowOf(token)]).toEqual([{ ...job, viewerCanRetry: false }, row])
  for (const caller of ['custom', 'user', 'other provider', 'token elsewhere'] as const)
    expect([caller, await asked(cast.callers[caller])]).toEqual([caller, null])
})

it('a collection shows itself to those who see all or reach it, and nothing to others', async () => {
  const id = await cast.newCollection(cast.acme)
  const asked = (caller: Caller) => view(caller, 'Collection', `{ node(id: "${id}") { ... on Collection { … } } }`, ({ node }: { node: unknown }) => node)
  const whole = {
    binding: 'shown',
    client: 'shown',
    createdAt: 'shown',
    externalId: null,
    groupAccess: 'shown',
    groupAccessCount: 'shown',
    id: 'shown',
    name: 'shown',
    orphaned: false,
    revisedAt: 'shown',
    userAccess: 'shown',
    userAccessCount: 'shown',
    viewerAccess: null,
    viewerCanChange: false,
    viewerCanChangeGroupAccess: false,
    viewerCanChangeUserAccess: false,
    viewerCanDelete: false,
  }
  const changed = { viewerCanChange: true, viewerCanChangeGroupAccess: true, viewerCanChangeUserAccess: true, viewerCanDelete: true }
  expect(await asked(cast.callers.admin)).toEqual(whole)
  expect(await asked(cast.callers['service user'])).toEqual({ ...whole, ...changed })
  expect(await asked(cast.callers['reading token'])).toEqual(whole)
  for (const caller of ['user manager', 'custom', 'user', 'other provider', 'token elsewhere'] as const)
    expect([caller, await asked(cast.callers[caller])]).toEqual([caller, null])
  const { id: user } = await cast.acme.user('user@acme.example')
  await cast.sql('insert into collection_user (provider_id, client_id, collection_id, user_id, access) values ($1, $2, $3, $4, 3)', [cast.northwind.id, cast.acme.id, id, user])
  expect(await asked(cast.callers.user)).toEqual({ ...whole, groupAccess: null, userAccess: null, viewerAccess: 'shown' })
})

it('every type either has its fields reviewed above or shows no more than its parent does', () => {
  const reviewed = [
    'ApiToken',
    'Baseline',
    'BulkJob',
    'BulkJobRow',
    'Client',
    'ClientGroup',
    'Collection',
    'Event',
    'Group',
    'HelpRequest',
    'Provider',
    'ProviderUser',
    'User',
  ]
  const asTheirParent = [
    'AccessCandidate',
    'Account',
    'AccountKeys',
    'AuthenticatorOffer',
    'BaselineDrift',
    'BaselinePolicy',
    'BaselineSettings',
    'ClientGroupResult',
    'ClientGroupRule',
    'ClientTag',
    'ClientTagsResult',
    'CollectionHolder',
    'CollectionResult',
    'CollectionSettings',
    'ClientSuspension',
    'CreatedApiToken',
    'DemoSignIn',
    'DirectoryChange',
    'DirectoryPreview',
    'DirectoryProblem',
    'EmailChange',
    'EventActor',
    'EventBatch',
    'EventSubject',
    'GroupCollection',
    'GroupResult',
    'Installation',
    'HoursResult',
    'Invitation',
    'Kdf',
    'LogCheckpoint',
    'Mail',
    'MailState',
    'MadePersonalApiKey',
    'MailedCode',
    'MasterPasswordRules',
    'OffDuty',
    'PageInfo',
    'PendingMembership',
    'PersonalApiKey',
    'PinnedKey',
    'Policy',
    'PolicyEnforcement',
    'ProviderUserResult',
    'RecoveryCode',
    'RecoveryMaterial',
    'RecoveredUser',
    'ReminderResult',
    'Right',
    'RightReason',
    'ScopeResult',
    'SeatPool',
    'Seats',
    'SecurityKeyChallenge',
    'SecurityKeyOffer',
    'Session',
    'SignOutResult',
    'TwoStep',
    'TwoStepDemand',
    'TwoStepMethod',
    'UserCollection',
    'UserCounts',
    'UserGroupsResult',
    'UserResult',
    'UserRights',
    'ViewerInfo',
    'WorkHours',
    'WorkWindow',
  ]
  const types = Object.values(schema.getTypeMap()).filter(isObjectType).map(({ name }) => name)
  expect(types.filter(name => !/^__|^(?:Query|Mutation|Subscription)$|(?:Connection|Edge)$/.test(name)).sort())
    .toEqual([...reviewed, ...asTheirParent].sort())
})

it('a stranger learns of an installation that it is there', async () => {
  const asked = await view(cast.world.stranger, 'Installation', '{ installation { … } }', ({ installation }: { installation: unknown }) =>
    installation)
  expect(asked).toEqual({ demo: false, demoSignIns: null, mailbox: true, state: 'shown', version: 'shown' })
})

it('no type has a field for a secret', () => {
  const secret = /hash|secret|token|password|pepper|private|invitation/i
  const types = Object.values(schema.getTypeMap()).filter(isObjectType)
  const names = types.filter(({ name }) => !name.startsWith('__'))
    .flatMap(type => Object.keys(type.getFields()).filter(name => secret.test(name)).map(name => `${type.name}.${name}`))
  expect(names.filter(name => !/^(?:Query|Mutation)\./.test(name)).sort()).toEqual([
    'AccountKeys.wrappedPrivateKey',
    'AuthenticatorOffer.secret',
    'Client.wrappedPrivateKey',
    'CreatedApiToken.apiToken',
    'CreatedApiToken.secret',
    'DemoSignIn.password',
    'Event.hash',
    'Invitation.masterPasswordRules',
    'LogCheckpoint.hash',
    'MadePersonalApiKey.secret',
    'Provider.apiTokens',
    'Provider.viewerCanManageApiTokens',
    'ProviderUser.invitationExpiresAt',
    'ProviderUser.invitationFailure',
    'RecoveryMaterial.wrappedPrivateKey',
    'User.invitationExpiresAt',
    'User.invitationFailure',
    'ViewerInfo.masterPasswordRules',
  ])
})

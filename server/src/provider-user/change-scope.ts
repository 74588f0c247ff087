import { Field, ID, InputType } from 'type-graphql'
import { ProviderUserType, StaffScope } from '../access/roles.js'
import { isUuid } from '../access/tenants.js'
import type { Viewer } from '../access/viewer.js'
import { ClientGroup } from '../client-group/client-group.js'
import { Client } from '../client/client.js'
import { maxBulk } from '../lib/bulk.js'
import type { PersonResult } from '../lib/bulk.js'
import { Refused } from '../lib/refused.js'
import { Selection } from '../membership/selection.js'
import { Provider } from '../provider/provider.js'
import type { Transaction } from '../transaction/transaction.js'
import { ProviderUser } from './provider-user.js'

@InputType({ description: 'For which clients service users work from now on, in place of what was said before.' })
export class ChangeScopesInput {
  @Field(() => [ID], { description: '1 to 500 people of one provider\'s team, each checked by itself.' })
  ids!: string[]

  @Field(() => StaffScope, { description: 'ALL takes no clients and no groups; the others at least one.' })
  scope!: StaffScope

  @Field(() => [ID], { nullable: true, description: 'Clients that are named, at most 500.' })
  clientIds?: string[] | null

  @Field(() => [ID], { nullable: true, description: 'Groups of clients that are named, at most 100; whatever is in them at the time.' })
  clientGroupIds?: string[] | null
}

interface Named { clients: Client[], groups: ClientGroup[] }

const nothing: Named = { clients: [], groups: [] }
const maxGroupsNamed = 100
const team = { member: ProviderUser, organization: Provider, key: 'providerId' } as const

export async function changeScopes(tx: Transaction, viewer: Viewer, input: ChangeScopesInput): Promise<PersonResult[]> {
  const selection = await Selection.of(tx, viewer, team, input.ids)
  const reached = selection.all.filter(user => viewer.can('providerUser:scope', user.tenant()))
  const [providerId, ...others] = [...new Set(reached.map(user => user.providerId))]
  if (others.length)
    throw new Refused('BAD_USER_INPUT', 'All must be of one provider\'s team.', { field: 'ids' })
  const named = providerId === undefined ? nothing : await find(tx, providerId, input)
  const changed: ProviderUser[] = []
  const results = selection.each(viewer, 'providerUser:scope', (user) => {
    if (user.accountId === viewer.requireSignedIn().accountId)
      throw new Refused('SELF')
    if (user.type === ProviderUserType.PROVIDER_ADMIN)
      throw new Refused('ADMIN_HAS_NO_SCOPE')
    record(tx, user, input.scope, named)
    changed.push(user)
  })
  await save(tx, changed, named)
  return results
}

/** Of somebody who becomes a provider admin. */
export async function clearScope(tx: Transaction, user: ProviderUser): Promise<void> {
  if (user.scope === StaffScope.ALL)
    return
  record(tx, user, StaffScope.ALL, nothing)
  await save(tx, [user], nothing)
}

function record(tx: Transaction, user: ProviderUser, scope: StaffScope, { clients, groups }: Named): void {
  const was = user.scope
  user.scope = scope
  tx.record('ProviderUser_ScopeChanged', { providerId: user.providerId, subject: user.forEvent() }, {
    email: user.email,
    scope,
    was,
    clients: clients.length,
    groups: groups.map(({ name }) => name).sort(),
  })
}

/** Errors: BAD_USER_INPUT, NOT_FOUND. */
async function find({ em }: Transaction, providerId: string, { scope, clientIds, clientGroupIds }: ChangeScopesInput): Promise<Named> {
  const [clients, groups] = [[...new Set(clientIds)], [...new Set(clientGroupIds)]]
  if (clients.length > maxBulk)
    throw new Refused('BAD_USER_INPUT', `\`clientIds\` must have at most ${maxBulk} entries.`, { field: 'clientIds', max: maxBulk })
  if (groups.length > maxGroupsNamed)
    throw new Refused('BAD_USER_INPUT', `\`clientGroupIds\` must have at most ${maxGroupsNamed} entries.`, { field: 'clientGroupIds', max: maxGroupsNamed })
  if ((scope === StaffScope.ALL) === Boolean(clients.length || groups.length))
    throw new Refused('BAD_USER_INPUT', 'Name clients or groups for ONLY and EXCEPT, and none for ALL.', { field: 'scope' })
  const found = {
    clients: clients.length ? await em.find(Client, { providerId, id: { $in: clients.filter(isUuid) } }) : [],
    groups: groups.length ? await em.find(ClientGroup, { providerId, id: { $in: groups.filter(isUuid) } }) : [],
  }
  if (found.clients.length < clients.length)
    throw new Refused('NOT_FOUND', 'A client in `clientIds` does not exist, or no longer; load the list anew.', { field: 'clientIds' })
  if (found.groups.length < groups.length)
    throw new Refused('NOT_FOUND', 'A group in `clientGroupIds` does not exist, or no longer; load the list anew.', { field: 'clientGroupIds' })
  return found
}

const nameClients = `insert into scope_client (provider_id, provider_user_id, client_id)
  select m.provider_id, m.id, c from provider_user m cross join unnest(?::uuid[]) c where m.id = any(?::uuid[])`
const nameGroups = `insert into scope_client_group (provider_id, provider_user_id, client_group_id)
  select m.provider_id, m.id, g from provider_user m cross join unnest(?::uuid[]) g where m.id = any(?::uuid[])`

async function save({ em }: Transaction, users: readonly ProviderUser[], { clients, groups }: Named): Promise<void> {
  const ids = arrayOf(users)
  await em.flush()
  await em.execute('delete from scope_client where provider_user_id = any(?::uuid[])', [ids])
  await em.execute('delete from scope_client_group where provider_user_id = any(?::uuid[])', [ids])
  await em.execute(nameClients, [arrayOf(clients), ids])
  await em.execute(nameGroups, [arrayOf(groups), ids])
}

const arrayOf = (records: ReadonlyArray<{ id: string }>) => `{${records.map(({ id }) => id).join()}}`

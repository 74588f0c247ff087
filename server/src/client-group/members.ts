import { LockMode } from '@mikro-orm/postgresql'
import { isUuid } from '../access/tenants.js'
import { Client } from '../client/client.js'
import { maxBulk } from '../lib/bulk.js'
import { Refused } from '../lib/refused.js'
import type { Transaction } from '../transaction/transaction.js'
import { ClientGroup } from './client-group.js'

interface Moved { joined: number, left: number }

const byRule = `select count(*) filter (where joins)::int joined, count(*) filter (where not joins)::int "left" from regroup_clients(?, null, ?)`
const join = `insert into client_group_member (provider_id, client_group_id, client_id) select ?, ?, c from unnest(?::uuid[]) c
  on conflict do nothing returning client_id`
const leave = `delete from client_group_member where provider_id = ? and client_group_id = ? and client_id = any(?::uuid[]) returning client_id`

/** After the rule of a group was saved. */
export async function followRule({ em }: Transaction, { providerId, id }: ClientGroup): Promise<Moved> {
  const [moved] = await em.execute<[Moved]>(byRule, [providerId, id])
  return moved
}

/** The clients stay locked, and before the group, as whoever changes a client does. Errors: BAD_USER_INPUT, NOT_FOUND. */
export async function chooseClients(
  tx: Transaction,
  group: ClientGroup,
  added: readonly string[],
  removed: readonly string[],
): Promise<Moved> {
  if (added.some(id => removed.includes(id)))
    throw new Refused('BAD_USER_INPUT', 'No client can come in and go out at once.', { field: 'removeClientIds' })
  if (!added.length && !removed.length)
    return { joined: 0, left: 0 }
  const coming = await findClients(tx, group, added, 'addClientIds')
  const going = await findClients(tx, group, removed, 'removeClientIds')
  const { id, providerId } = group
  if (!await tx.em.findOne(ClientGroup, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }))
    throw new Refused('NOT_FOUND') // deleted while this waited
  const joined = await tx.em.execute<object[]>(join, [providerId, id, arrayOf(coming)])
  const left = await tx.em.execute<object[]>(leave, [providerId, id, arrayOf(going)])
  return { joined: joined.length, left: left.length }
}

async function findClients({ em }: Transaction, { providerId }: ClientGroup, idsArg: readonly string[], field: string): Promise<Client[]> {
  const ids = [...new Set(idsArg)]
  if (ids.length > maxBulk)
    throw new Refused('BAD_USER_INPUT', `\`${field}\` must have at most ${maxBulk} entries.`, { field, max: maxBulk })
  const locked = { lockMode: LockMode.PESSIMISTIC_READ, orderBy: { id: 'asc' } } as const
  const clients = ids.length ? await em.find(Client, { providerId, id: { $in: ids.filter(isUuid) } }, locked) : []
  if (clients.length < ids.length)
    throw new Refused('NOT_FOUND', `A client in \`${field}\` does not exist, or no longer; load the list anew.`, { field })
  return clients
}

const uses = `select g.id, (select count(*)::int from client_group_member m where m.client_group_id = g.id) clients,
  (exists (select from scope_client_group s where s.client_group_id = g.id)
    or exists (select from baseline_client_group b where b.client_group_id = g.id)
    or exists (select from api_token t where t.provider_id = g.provider_id and g.id = any(t.client_group_ids) and t.revoked_at is null and t.expires_at > now())) "inUse"
  from client_group g where g.id = any(?::uuid[])`

interface Use { id: string, clients: number, inUse: boolean }

/** By the id of the group: how many clients are in it, and whether a scope, a token or a baseline rests on it. */
export async function groupsInUse({ em }: Transaction, groups: readonly ClientGroup[]): Promise<Map<string, Omit<Use, 'id'>>> {
  const rows = await em.execute<Use[]>(uses, [arrayOf(groups)])
  return new Map(rows.map(({ id, ...use }) => [id, use]))
}

const arrayOf = (records: ReadonlyArray<{ id: string }>) => `{${records.map(({ id }) => id).join()}}`

import { maxGroupsOfPerson } from '@wardroom/schema/limits'
import { isUuid } from '../access/tenants.js'
import type { Viewer } from '../access/viewer.js'
import type { Client } from '../client/client.js'
import { maxBulk } from '../lib/bulk.js'
import { Refused } from '../lib/refused.js'
import type { Transaction } from '../transaction/transaction.js'
import { User } from '../user/user.js'
import type { Group } from './group.js'

/** Who comes into groups of one client, and who leaves them. */
export interface MemberChange {
  groups: readonly Group[]
  people: readonly User[]
}

interface Pair { groupId: string, userId: string }

const join = `insert into group_member (provider_id, client_id, group_id, user_id)
  select ?, ?, g, u from unnest(?::uuid[]) g cross join unnest(?::uuid[]) u
  on conflict do nothing returning group_id "groupId", user_id "userId"`
const leave = `delete from group_member where client_id = ? and group_id = any(?::uuid[]) and user_id = any(?::uuid[])
  returning group_id "groupId", user_id "userId"`
const tooMany = `select u.email from group_member m join client_user u on u.client_id = m.client_id and u.id = m.user_id
  where m.client_id = ? and m.user_id = any(?::uuid[]) group by u.email having count(*) > ? limit 1`

/**
 * Changes who is in which group of a locked client, and records it with each person whose groups are others now. Errors: LIMIT_EXCEEDED.
 * @returns how many memberships began and ended
 */
export async function changeMembers(
  tx: Transaction,
  viewer: Viewer,
  client: Client,
  { added, removed }: { added: MemberChange, removed: MemberChange },
): Promise<{ began: number, ended: number }> {
  await tx.em.flush() // groups that were made in this very transaction
  const began = await changed(tx, added, ids => [join, [client.providerId, client.id, ...ids]])
  const ended = await changed(tx, removed, ids => [leave, [client.id, ...ids]])
  if (began.length)
    await requireRoom(tx, viewer, client, began)
  const groups = new Map([...added.groups, ...removed.groups].map(group => [group.id, group]))
  for (const { groupId } of [...began, ...ended])
    groups.get(groupId)!.revisedAt = tx.now
  for (const person of new Set([...added.people, ...removed.people])) {
    const names = (pairs: readonly Pair[]) =>
      pairs.filter(({ userId }) => userId === person.id).map(({ groupId }) => groups.get(groupId)!.name).sort()
    const [joined, left] = [names(began), names(ended)]
    if (joined.length || left.length) {
      tx.record(
        'OrganizationUser_UpdatedGroups',
        { providerId: client.providerId, client: client.forEvent(), subject: person.forEvent() },
        { email: person.email, added: joined, removed: left },
      )
    }
  }
  return { began: began.length, ended: ended.length }
}

async function changed(
  { em }: Transaction,
  { groups, people }: MemberChange,
  written: (ids: [groups: string, people: string]) => [string, unknown[]],
): Promise<Pair[]> {
  if (!groups.length || !people.length)
    return []
  const [text, values] = written([arrayOf(groups), arrayOf(people)])
  return em.execute<Pair[]>(text, values)
}

async function requireRoom({ em }: Transaction, viewer: Viewer, client: Client, began: readonly Pair[]): Promise<void> {
  const people = [...new Set(began.map(({ userId }) => userId))]
  const [full] = await em.execute<Array<{ email: string }>>(tooMany, [client.id, `{${people.join()}}`, maxGroupsOfPerson])
  if (full) {
    const who = viewer.can('user:list', client.tenant()) ? full.email : 'Somebody'
    throw new Refused('LIMIT_EXCEEDED', `${who} would be in more than ${maxGroupsOfPerson} groups; take them out of others first.`, { max: maxGroupsOfPerson })
  }
}

/** People of a client by their ids, all of them there. Errors: BAD_USER_INPUT, NOT_FOUND. */
export async function findPeople({ em }: Transaction, { id: clientId }: Client, idsArg: readonly string[], field: string): Promise<User[]> {
  const ids = [...new Set(idsArg)]
  if (ids.length > maxBulk)
    throw new Refused('BAD_USER_INPUT', `\`${field}\` must have at most ${maxBulk} entries.`, { field, max: maxBulk })
  const people = ids.length ? await em.find(User, { clientId, id: { $in: ids.filter(isUuid) } }, { orderBy: { email: 'asc' } }) : []
  if (people.length < ids.length)
    throw new Refused('NOT_FOUND', `Somebody in \`${field}\` is not in this client, or no longer; load the list anew.`, { field })
  return people
}

/**
 * Nobody who acts as one of the client's own people gives themself access by a group, but admins who reach everything anyway.
 * Errors: SELF.
 */
export function requireOthers(viewer: Viewer, client: Client, people: readonly User[]): void {
  const { accountId } = viewer.requireSignedIn()
  const authority = viewer.authorityIn(client.tenant())
  const reachesAll = authority === 'PROVIDER' || (client.allowAdminAccess && (authority === 'OWNER' || authority === 'ADMIN'))
  if (!reachesAll && people.some(user => user.accountId === accountId))
    throw new Refused('SELF', 'You cannot put yourself into a group; ask another administrator.')
}

const arrayOf = (records: ReadonlyArray<{ id: string }>) => `{${records.map(({ id }) => id).join()}}`

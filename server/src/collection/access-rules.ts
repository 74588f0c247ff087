import { maxAccessOfCollection } from '@wardroom/schema/limits'
import type { Viewer } from '../access/viewer.js'
import type { Client } from '../client/client.js'
import { Refused } from '../lib/refused.js'
import type { Transaction } from '../transaction/transaction.js'
import type { AccessChange } from './access-change.js'
import { managing } from './access.js'

/** Who has access to a collection beside those whom a change names. */
export interface Others {
  id: string
  people: number
  groups: number
  manage: boolean
}

export const nobodyElse: Others = { id: '', people: 0, groups: 0, manage: false }

const beside = `select c.id, u.n people, g.n "groups", u.manage or g.manage manage
  from collection c
  cross join lateral (select count(*)::int n, coalesce(bool_or(access = ${managing}), false) manage from collection_user
    where client_id = c.client_id and collection_id = c.id and user_id <> all(?::uuid[])) u
  cross join lateral (select count(*)::int n, coalesce(bool_or(access = ${managing}), false) manage from collection_group
    where client_id = c.client_id and collection_id = c.id and group_id <> all(?::uuid[])) g
  where c.client_id = ? and c.id = any(?::uuid[])`

/** By collection id. */
export async function othersThan(
  { people, groups, peopleOut, groupsOut }: AccessChange,
  { em }: Transaction,
  { id: clientId }: Client,
  collections: ReadonlyArray<{ id: string }>,
): Promise<Map<string, Others>> {
  const rows = await em.execute<Others[]>(beside, [
    arrayOf([...people.map(({ who }) => who), ...peopleOut]),
    arrayOf([...groups.map(({ who }) => who), ...groupsOut]),
    clientId,
    arrayOf(collections),
  ])
  return new Map(rows.map(row => [row.id, row]))
}

/** A collection keeps somebody who manages it, unless admins reach all of them. Errors: NO_MANAGER, LIMIT_EXCEEDED. */
export function requireFit({ people, groups }: AccessChange, others: Others, { allowAdminAccess }: Client): void {
  if (!allowAdminAccess && !others.manage && ![...people, ...groups].some(({ access }) => access === managing))
    throw new Refused('NO_MANAGER')
  if (others.people + people.length > maxAccessOfCollection || others.groups + groups.length > maxAccessOfCollection) {
    throw new Refused('LIMIT_EXCEEDED', `A collection is given to at most ${maxAccessOfCollection} people, and to as many groups; put people into a group.`, {
      max: maxAccessOfCollection,
    })
  }
}

/** Whoever may only say who has access gives themself none, by their groups neither. Errors: SELF. */
export function requireForOthers({ people, groups }: AccessChange, viewer: Viewer, ownGroups: ReadonlySet<string>): void {
  const { accountId } = viewer.requireSignedIn()
  if (people.some(({ who }) => who.accountId === accountId) || groups.some(({ who }) => ownGroups.has(who.id)))
    throw new Refused('SELF', 'You cannot give yourself access to a collection; ask somebody who manages it.')
}

/** The groups of a client that the viewer is in. */
export async function groupsOfViewer({ em }: Transaction, viewer: Viewer, { id: clientId }: Client): Promise<Set<string>> {
  const own = viewer.requireSignedIn().members.get(clientId)
  const rows = own
    ? await em.execute<Array<{ id: string }>>('select group_id id from group_member where client_id = ? and user_id = ?', [clientId, own.id])
    : []
  return new Set(rows.map(({ id }) => id))
}

const arrayOf = (records: ReadonlyArray<{ id: string }>) => `{${records.map(({ id }) => id).join()}}`

import { UserRole } from '../access/roles.js'
import type { Viewer } from '../access/viewer.js'
import type { Client } from '../client/client.js'
import { createGroup } from '../group/change-groups.js'
import { Refused } from '../lib/refused.js'
import type { Transaction } from '../transaction/transaction.js'
import type { BulkDirectoryInput, PlannedRow } from './bulk-job-input.js'
import { checkDirectory } from './directory-input.js'
import { compare } from './directory.js'

/** Exactly what was previewed, or nothing. The groups that it takes are made with it. Errors: CONFLICT, BAD_USER_INPUT. */
export async function planDirectory(
  tx: Transaction,
  viewer: Viewer,
  { id: clientId }: Client,
  { directory, version }: BulkDirectoryInput,
): Promise<PlannedRow[]> {
  checkDirectory(directory)
  const found = await compare(tx.em, viewer, clientId, directory)
  if (found.version !== version)
    throw new Refused('CONFLICT', 'People or groups of the client have changed since the preview; look at a new one.')
  if (!found.changes.length)
    throw new Refused('BAD_USER_INPUT', 'Nothing differs, so there is nothing to do.', { field: 'directory' })
  const groupIds = new Map(found.groupIds)
  for (const name of found.newGroups)
    groupIds.set(name, (await createGroup(tx, viewer, { clientId, name })).id)
  const idsOf = (names: readonly string[]) => names.map(name => groupIds.get(name)!)
  return found.changes.map(({ deed, userId, email, externalId, joined, left }) => ({
    verb: deed,
    userId,
    email,
    externalId,
    parameters: deed === 'INVITE'
      ? { role: UserRole.USER, ...joined.length && { addGroupIds: idsOf(joined) } }
      : deed === 'CHANGE_GROUPS' ? { addGroupIds: idsOf(joined), removeGroupIds: idsOf(left) } : {},
  }))
}

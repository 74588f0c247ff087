import type { Viewer } from '../access/viewer.js'
import type { RowResult } from '../lib/bulk.js'
import { Refused } from '../lib/refused.js'
import type { Transaction } from '../transaction/transaction.js'
import { findChange, requireFew } from './access-change.js'
import type { ChangeCollectionAccessInput } from './access-change.js'
import { groupsOfViewer, othersThan, requireFit, requireForOthers } from './access-rules.js'
import type { Collection } from './collection.js'
import { CollectionSelection } from './selection.js'
import { writeAccess } from './write-access.js'

/** Of several collections, each is changed wholly or not at all. Records nothing where nothing is another afterwards. */
export async function changeCollectionAccess(tx: Transaction, viewer: Viewer, input: ChangeCollectionAccessInput): Promise<RowResult[]> {
  requireFew(input, new Set(input.collectionIds).size)
  if (![input.grantUsers, input.grantGroups, input.removeUserIds, input.removeGroupIds].some(named => named?.length))
    throw new Refused('BAD_USER_INPUT', 'Name somebody who is given access, or from whom it is taken.', { field: 'grantUsers' })
  const selection = await CollectionSelection.of(tx, viewer, input.collectionIds)
  const [client, ...others] = selection.found.map(collection => selection.clientOf(collection))
  if (others.some(other => other !== client))
    throw new Refused('BAD_USER_INPUT', 'The collections must be of one client.', { field: 'collectionIds' })
  if (!client || !selection.found.some(one => selection.isSeen(viewer, one)))
    return selection.each(viewer, one => selection.require(viewer, 'collection:change', one))
  const change = await findChange(tx, client, input)
  const [beside, ownGroups] = [await othersThan(change, tx, client, selection.found), await groupsOfViewer(tx, viewer, client)]
  const chosen: Collection[] = []
  const results = selection.each(viewer, (collection) => {
    if (change.people.length || change.peopleOut.length)
      selection.require(viewer, 'collection:changeUserAccess', collection)
    if (change.groups.length || change.groupsOut.length)
      selection.require(viewer, 'collection:changeGroupAccess', collection)
    if (!viewer.can('collection:change', collection.tenant(), selection.circumstancesOf(collection)))
      requireForOthers(change, viewer, ownGroups)
    requireFit(change, beside.get(collection.id)!, client)
    chosen.push(collection)
  })
  const written = chosen.length ? await writeAccess(tx, client, chosen, change) : new Map<string, never>()
  for (const collection of chosen) {
    const now = written.get(collection.id)
    if (now) {
      collection.revisedAt = tx.now
      tx.record('Collection_Updated', collection.about(client), { renamed: false, ...now })
    }
  }
  return results
}

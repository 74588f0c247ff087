import { LockMode } from '@mikro-orm/postgresql'
import type { ClientPermission } from '@wardroom/schema/permissions'
import type { Circumstance } from '../access/permissions.js'
import { isUuid } from '../access/tenants.js'
import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import { bulkIds, runRow } from '../lib/bulk.js'
import type { RowResult } from '../lib/bulk.js'
import { Refused } from '../lib/refused.js'
import type { Transaction } from '../transaction/transaction.js'
import { Collection } from './collection.js'
import { circumstancesOf, standingsNow } from './standing.js'

/** The collections of a mutation. Their clients stay locked, so that what rights hang on stays as it was read. */
export class CollectionSelection {
  private constructor(
    readonly ids: string[],
    private readonly collections: Map<string, Collection>,
    readonly clients: Map<string, Client>,
    private readonly so: Map<string, Circumstance[]>,
  ) {}

  static async of(tx: Transaction, viewer: Viewer, idsArg: readonly string[]): Promise<CollectionSelection> {
    viewer.requireSignedIn() // a permission check even when none of the ids is within reach
    const ids = bulkIds(idsArg)
    const where = { id: { $in: ids.filter(isUuid) } }
    const clientIds = (await tx.em.find(Collection, where, { disableIdentityMap: true })).map(({ clientId }) => clientId)
    const clients = await tx.em.find(Client, { id: { $in: clientIds } }, { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } })
    const collections = await tx.em.find(Collection, where)
    const standings = await standingsNow(tx, viewer, collections.map(({ id }) => id))
    return new CollectionSelection(
      ids,
      byId(collections),
      byId(clients),
      new Map([...standings].map(([id, standing]) => [id, circumstancesOf(standing)])),
    )
  }

  get found(): Collection[] {
    return [...this.collections.values()]
  }

  clientOf({ clientId }: Collection): Client {
    return this.clients.get(clientId)!
  }

  circumstancesOf({ id }: Collection): Circumstance[] {
    return this.so.get(id)!
  }

  /** A single one for one thing. Errors: NOT_FOUND for those that are hidden, too, FORBIDDEN. */
  sole(viewer: Viewer, permission: ClientPermission): Collection {
    const [collection] = this.found
    if (!collection)
      throw new Refused('NOT_FOUND')
    this.require(viewer, permission, collection)
    return collection
  }

  /** One result per id, in the order given. */
  each(viewer: Viewer, act: (collection: Collection) => void): RowResult[] {
    return this.ids.map(id => runRow(id, this.collections.get(id), viewer.reads, act).result)
  }

  /** Errors: NOT_FOUND for those that are hidden, FORBIDDEN. */
  require(viewer: Viewer, permission: ClientPermission, collection: Collection): void {
    const [tenant, so] = [collection.tenant(), this.circumstancesOf(collection)]
    if (!viewer.can(permission, tenant, so) && !this.isSeen(viewer, collection))
      throw new Refused('NOT_FOUND')
    viewer.require(permission, tenant, so)
  }

  isSeen(viewer: Viewer, collection: Collection): boolean {
    return viewer.can('collection:read', collection.tenant(), this.circumstancesOf(collection))
  }
}

function byId<T extends { id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map(record => [record.id, record]))
}

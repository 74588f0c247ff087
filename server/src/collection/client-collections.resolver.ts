import { Arg, Args, Ctx, FieldResolver, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import type { Viewer } from '../access/viewer.js'
import type { ClientRow } from '../client/client-row.js'
import { Client } from '../client/client.js'
import type { FilterFor, Listed, OrderFor } from '../database/list/list.js'
import { asRow } from '../database/row.js'
import { Direction, requireShort } from '../lib/filter.js'
import { connectionOf, PageArgs } from '../lib/page.js'
import { Refused } from '../lib/refused.js'
import type { Context } from '../request/context.js'
import { loader } from '../request/loader.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { AccessCandidate, candidates } from './candidates.js'
import { decidedBy } from './change-collections.js'
import { changeCollectionSettings, ChangeCollectionSettingsInput, CollectionSettings } from './change-settings.js'
import { collections } from './collection-list.js'
import { collectionCountLoader } from './collection-row.js'
import type { CollectionRow } from './collection-row.js'
import { Collection } from './collection.js'
import { managesLoader } from './standing.js'

@ObjectType({ description: 'A page of a client\'s collections.' })
class CollectionConnection extends connectionOf(Collection, 'Collection') {}

type Filter = FilterFor<typeof collections>
type Order = OrderFor<typeof collections>

const oldestFirst = { field: 'CREATED_AT', direction: Direction.ASC } as const
/** In points. */
const costOfCandidates = 100

@Resolver(() => Client)
export class ClientCollectionsResolver {
  @FieldResolver(() => CollectionConnection, {
    nullable: true,
    description: 'The client\'s collections: all of them to those who may see all, else those that the viewer reaches; null to whoever is neither its people '
      + 'nor its provider\'s, and to those where it keeps its items from them. Errors: CURSOR_MALFORMED, FORBIDDEN for a filter by whoever sees only their own.',
  })
  collections(
    @Root() client: ClientRow,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => collections.Filter, { nullable: true, description: 'Null: all of them.' }) asked: Filter | null,
    @Arg('orderBy', () => collections.Order, { nullable: true, description: 'Null: the oldest first.' }) order: Order | null,
    @Ctx() context: Context,
  ): Promise<Listed<CollectionRow>> | null {
    PageArgs.check(page)
    const filter = seenBy(context.viewer, client, asked ?? {})
    if (!filter)
      return null
    const { viewer, services: { database } } = context
    const wanted = { page, filter, order: order ?? oldestFirst, wanted: undefined }
    const lists = loader<string, Listed<CollectionRow>>(ids =>
      collections.within(database, viewer, 'client_id', ids, wanted, row => asRow(Collection, row)))
    return context.loadPage(JSON.stringify(['collections', page, filter, order]), lists, client.id)
  }

  @FieldResolver(() => Int, { nullable: true, description: 'How many collections the client has; null without the right to see all of them.' })
  collectionCount(@Root() client: ClientRow, @Ctx() context: Context): Promise<number> | null {
    return context.viewer.can('collection:read', client.tenant(), decidedBy(client)) ? context.load(collectionCountLoader, client.id) : null
  }

  @FieldResolver(() => CollectionSettings, { description: 'What the client has decided about its collections.' })
  collectionSettings(@Root() client: ClientRow): CollectionSettings {
    const { limitCollectionCreation, limitCollectionDeletion, limitItemDeletion, allowAdminAccess, providerItemAccess } = client
    return { limitCollectionCreation, limitCollectionDeletion, limitItemDeletion, allowAdminAccess, providerItemAccess }
  }

  @FieldResolver(() => [AccessCandidate], {
    nullable: true,
    complexity: costOfCandidates,
    description: 'Who can be given access to a collection here: 50 groups by name, then 50 people by address; null to those who may neither list people nor make '
      + 'a collection, and manage none. Errors: BAD_USER_INPUT.',
  })
  async accessCandidates(
    @Root() client: ClientRow,
    @Arg('search', () => String, { nullable: true, description: 'Part of the name or the address; ignores case. Null: the first ones.' }) search: string | null,
    @Ctx() context: Context,
  ): Promise<AccessCandidate[] | null> {
    requireShort({ search })
    const { viewer, services: { database } } = context
    const tenant = client.tenant()
    const may = viewer.can('user:list', tenant) || viewer.can('collection:create', tenant, decidedBy(client))
      || (viewer.can('collection:read', tenant, ['reaches']) && await context.load(managesLoader, client.id))
    return may ? database.read(viewer.tenants, candidates({ clientId: client.id, search })) : null
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer sees collections of this client: all, or those that they reach.' })
  viewerCanReadCollections(@Root() client: ClientRow, @Ctx() { viewer }: Context): boolean {
    return seenBy(viewer, client, {}) !== null
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may make collections in this client.' })
  viewerCanCreateCollections(@Root() client: ClientRow, @Ctx() { viewer }: Context): boolean {
    return viewer.can('collection:create', client.tenant(), decidedBy(client))
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change what the client has decided about its collections.' })
  viewerCanChangeCollectionSettings(@Root() client: ClientRow, @Ctx() { viewer }: Context): boolean {
    return viewer.can('collectionSettings:change', client.tenant())
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may say what the provider\'s people may do with its collections.' })
  viewerCanChangeItemAccess(@Root() client: ClientRow, @Ctx() { viewer }: Context): boolean {
    return viewer.can('itemAccess:change', client.tenant())
  }

  @Mutation(() => Client, {
    description: 'Decides about a client\'s collections. Its owners and the provider\'s people; about `providerItemAccess` its owners alone. Errors: FORBIDDEN, NOT_FOUND, REAUTH_REQUIRED.',
  })
  changeCollectionSettings(
    @Arg('input', () => ChangeCollectionSettingsInput, { description: 'Of which client, and what is to be another.' })
    input: ChangeCollectionSettingsInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<Client> {
    return changeCollectionSettings(tx, viewer, input)
  }
}

/** Whoever does not see all collections has those that they reach. Null: none of this. Errors: FORBIDDEN. */
function seenBy(viewer: Viewer, client: ClientRow, filter: Filter): Filter | null {
  const tenant = client.tenant()
  if (viewer.can('collection:read', tenant, decidedBy(client)))
    return filter
  if (!viewer.can('collection:read', tenant, ['reaches']))
    return null
  if (filter.reachedBy != null || filter.groups != null)
    throw new Refused('FORBIDDEN', 'You see the collections that you reach; leave out `reachedBy` and `groups`.')
  return { ...filter, reachedBy: [viewer.requireSignedIn().members.get(client.id)!.id] }
}

@Resolver(() => CollectionConnection)
export class CollectionConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many collections the filter lets through on all pages; costs one more statement.' })
  totalCount(@Root() { count }: Listed<CollectionRow>): Promise<number> {
    return count()
  }
}

import { Arg, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import type { ClientPermission } from '@wardroom/schema/permissions'
import { clientLoader } from '../client/client-row.js'
import type { ClientRow } from '../client/client-row.js'
import { Client } from '../client/client.js'
import { RowResult } from '../lib/bulk.js'
import type { Context } from '../request/context.js'
import { Idempotent } from '../transaction/idempotency.js'
import type { Replay } from '../transaction/idempotency.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { ChangeCollectionAccessInput } from './access-change.js'
import { accessOf, CollectionAccess } from './access.js'
import { changeCollectionAccess } from './change-access.js'
import {
  createCollection,
  CreateCollectionInput,
  decidedBy,
  deleteCollections,
  updateCollection,
  UpdateCollectionInput,
} from './change-collections.js'
import { givenCountsLoader, groupsWithAccessLoader, peopleWithAccessLoader } from './collection-row.js'
import type { CollectionRow } from './collection-row.js'
import { Collection } from './collection.js'
import { circumstancesOf, standingLoader } from './standing.js'

@ObjectType({ description: 'Whether one collection is as asked.' })
class CollectionResult extends RowResult {}

@ObjectType({ description: 'A person or a group that a collection is given to directly.' })
class CollectionHolder {
  @Field(() => ID, { description: 'Of a person as `User.id`, of a group as `Group.id`.' })
  id!: string

  @Field(() => String, { nullable: true, description: 'The name; null for people who have not given one.' })
  name!: string | null

  @Field(() => String, { nullable: true, description: 'The address; null for groups.' })
  email!: string | null

  @Field(() => CollectionAccess, { description: 'What they are given.' })
  access!: CollectionAccess
}

/** Of one collection, in points. */
const costOfHolders = 50

/** Answers with the collection as it is now, to those who may still make one. */
const replayCollection: Replay<Collection> = {
  keep: ({ id }) => ({ id }),
  async again({ id }, viewer, args) {
    const { clientId } = args.input as CreateCollectionInput
    await viewer.reach(Client, clientId, 'collection:create', { so: decidedBy })
    return viewer.reach(Collection, id!, 'client:read')
  },
}

@Resolver(() => Collection)
export class CollectionResolver {
  @Idempotent(replayCollection)
  @Mutation(() => Collection, {
    description: 'Makes a collection. Everybody in the client unless it limits that, then owners, admins, custom roles with createNewCollections and the '
      + 'provider\'s people. Errors: FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, SEALED_MALFORMED, NO_MANAGER, CONFLICT for an id that is there, LIMIT_EXCEEDED for '
      + 'more than 1,000 collections or one that is given to more than 500 people or groups, IDEMPOTENCY_MISMATCH.',
  })
  createCollection(
    @Arg('input', () => CreateCollectionInput, { description: 'The collection.' }) input: CreateCollectionInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<Collection> {
    return createCollection(tx, viewer, input)
  }

  @Mutation(() => Collection, {
    description: 'Gives a collection another name or external id. Whoever manages it; docs/permissions.md has who else. Errors: FORBIDDEN, NOT_FOUND, '
      + 'BAD_USER_INPUT, SEALED_MALFORMED.',
  })
  updateCollection(
    @Arg('input', () => UpdateCollectionInput, { description: 'Which one, and what is to be another.' }) input: UpdateCollectionInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<Collection> {
    return updateCollection(tx, viewer, input)
  }

  @Mutation(() => [CollectionResult], {
    description: 'Says who has access to collections. Whoever manages them; docs/permissions.md has who else. Errors: BAD_USER_INPUT, NOT_FOUND for a person or '
      + 'a group; in rows: NOT_FOUND, FORBIDDEN, SELF, NO_MANAGER, LIMIT_EXCEEDED for one that is given to more than 500 people or groups.',
  })
  changeCollectionAccess(
    @Arg('input', () => ChangeCollectionAccessInput, { description: 'Which collections, and who.' }) input: ChangeCollectionAccessInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<CollectionResult[]> {
    return changeCollectionAccess(tx, viewer, input)
  }

  @Mutation(() => [CollectionResult], {
    description: 'Deletes collections. Whoever manages them unless the client limits that; docs/permissions.md has who else. Errors in rows: NOT_FOUND, FORBIDDEN.',
  })
  deleteCollections(
    @Arg('ids', () => [ID], { description: '1 to 500, each checked by itself.' }) ids: string[],
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<CollectionResult[]> {
    return deleteCollections(tx, viewer, ids)
  }

  @FieldResolver(() => Client, { description: 'The client the collection belongs to.' })
  async client(@Root() { clientId }: CollectionRow, @Ctx() context: Context): Promise<ClientRow> {
    return (await context.load(clientLoader, clientId))!
  }

  @FieldResolver(() => CollectionAccess, {
    nullable: true,
    description: 'What the viewer, as one of the client\'s own people, may do with its items, by themself or by groups; null: nothing, or only as a role allows.',
  })
  async viewerAccess(@Root() { id }: CollectionRow, @Ctx() context: Context): Promise<CollectionAccess | null> {
    const { access } = await context.load(standingLoader, id)
    return access === null ? null : accessOf(access)
  }

  @FieldResolver(() => Boolean, { description: 'Whether nobody manages it, neither a person nor a group: an owner or admin gives somebody Manage.' })
  async orphaned(@Root() { id }: CollectionRow, @Ctx() context: Context): Promise<boolean> {
    return !(await context.load(standingLoader, id)).managed
  }

  @FieldResolver(() => Int, { description: 'To how many people it is given directly.' })
  async userAccessCount(@Root() { id }: CollectionRow, @Ctx() context: Context): Promise<number> {
    return (await context.load(givenCountsLoader, id)).people
  }

  @FieldResolver(() => Int, { description: 'To how many groups it is given.' })
  async groupAccessCount(@Root() { id }: CollectionRow, @Ctx() context: Context): Promise<number> {
    return (await context.load(givenCountsLoader, id)).groups
  }

  @FieldResolver(() => [CollectionHolder], {
    nullable: true,
    complexity: costOfHolders,
    description: 'The people it is given to directly, by address, 500 at most; null without the right to see all collections or to change its people.',
  })
  async userAccess(@Root() collection: CollectionRow, @Ctx() context: Context): Promise<CollectionHolder[] | null> {
    const seen = await this.seesHolders(collection, 'collection:changeUserAccess', context)
    return seen ? context.load(peopleWithAccessLoader, collection.id) : null
  }

  @FieldResolver(() => [CollectionHolder], {
    nullable: true,
    complexity: costOfHolders,
    description: 'The groups it is given to, by name, 500 at most; null without the right to see all collections or to change its groups.',
  })
  async groupAccess(@Root() collection: CollectionRow, @Ctx() context: Context): Promise<CollectionHolder[] | null> {
    const seen = await this.seesHolders(collection, 'collection:changeGroupAccess', context)
    return seen ? context.load(groupsWithAccessLoader, collection.id) : null
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may rename it.' })
  viewerCanChange(@Root() collection: CollectionRow, @Ctx() context: Context): Promise<boolean> {
    return this.may(collection, 'collection:change', context)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may say which people have access.' })
  viewerCanChangeUserAccess(@Root() collection: CollectionRow, @Ctx() context: Context): Promise<boolean> {
    return this.may(collection, 'collection:changeUserAccess', context)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may say which groups have access.' })
  viewerCanChangeGroupAccess(@Root() collection: CollectionRow, @Ctx() context: Context): Promise<boolean> {
    return this.may(collection, 'collection:changeGroupAccess', context)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may delete it.' })
  viewerCanDelete(@Root() collection: CollectionRow, @Ctx() context: Context): Promise<boolean> {
    return this.may(collection, 'collection:delete', context)
  }

  private async may(collection: CollectionRow, permission: ClientPermission, context: Context): Promise<boolean> {
    return context.viewer.can(permission, collection.tenant(), circumstancesOf(await context.load(standingLoader, collection.id)))
  }

  private async seesHolders(collection: CollectionRow, permission: ClientPermission, context: Context): Promise<boolean> {
    return this.may(collection, permission, context).then(may => may || context.viewer.can('collection:read', collection.tenant()))
  }
}

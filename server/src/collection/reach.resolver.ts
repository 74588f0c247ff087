import { Arg, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql'
import { Group } from '../group/group.js'
import type { GroupRow } from '../group/group-row.js'
import { groupLoader } from '../group/group-row.js'
import { maxBulk } from '../lib/bulk.js'
import { Refused } from '../lib/refused.js'
import type { Context } from '../request/context.js'
import { present } from '../request/loader.js'
import type { UserRow } from '../user/user-row.js'
import { User } from '../user/user.js'
import { CollectionAccess } from './access.js'
import { collectionLoader } from './collection-row.js'
import type { CollectionRow } from './collection-row.js'
import { Collection } from './collection.js'
import { givenToGroupLoader, reachedLoader, reachLoader } from './reach-row.js'
import type { Reached } from './reach-row.js'

@ObjectType({ description: 'A collection that a person reaches, and why.' })
class UserCollection {
  @Field(() => CollectionAccess, { description: 'What they may do with its items: what they are given directly, else all that their groups give together.' })
  access!: CollectionAccess

  @Field(() => Boolean, { description: 'Whether it is given to them directly; then what their groups give does not count.' })
  direct!: boolean
}

@ObjectType({ description: 'A collection that is given to a group.' })
class GroupCollection {
  @Field(() => CollectionAccess, { description: 'What it is given.' })
  access!: CollectionAccess
}

/** Of one person or group, in points. */
const costOfCollections = 100
const cellsToThePoint = 20

@Resolver(() => User)
export class UserCollectionsResolver {
  @FieldResolver(() => [UserCollection], {
    nullable: true,
    complexity: ({ childComplexity }) => costOfCollections * (1 + childComplexity),
    description: 'The collections that the person reaches, the oldest first, 1,000 at most; null for others without the right to see all collections.',
  })
  collections(@Root() user: UserRow, @Ctx() context: Context): Promise<Reached[]> | null {
    return maySee(user, context) ? context.load(reachedLoader, user.id) : null
  }

  @FieldResolver(() => [CollectionAccess], {
    nullable: 'itemsAndList',
    complexity: ({ args }: { args: { collectionIds?: string[] } }) => 1 + Math.ceil((args.collectionIds?.length ?? 0) / cellsToThePoint),
    description: 'What the person reaches each of these collections with, in their order; null in the place of one that they do not reach, or that is not there. '
      + 'Of a page of people and a page of collections it is the matrix of who reaches what. Null as a whole like `collections`. Errors: BAD_USER_INPUT.',
  })
  collectionAccess(
    @Root() user: UserRow,
    @Arg('collectionIds', () => [ID], { description: '1 to 500 collections of the client.' }) ids: string[],
    @Ctx() context: Context,
  ): Promise<Array<CollectionAccess | null>> | null {
    if (ids.length < 1 || ids.length > maxBulk)
      throw new Refused('BAD_USER_INPUT', `\`collectionIds\` must have 1 to ${maxBulk} entries.`, { field: 'collectionIds', max: maxBulk })
    return maySee(user, context) ? context.loadPage(JSON.stringify(['collectionAccess', ids]), reachLoader(ids), user.id) : null
  }
}

/** Everybody sees their own. */
function maySee(user: UserRow, { viewer }: Context): boolean {
  const { identity } = viewer
  const own = identity?.kind === 'ACCOUNT' && user.accountId === identity.accountId
  return own || viewer.can('collection:read', user.tenant())
}

@Resolver(() => UserCollection)
export class UserCollectionResolver {
  @FieldResolver(() => Collection, { description: 'The collection.' })
  async collection(@Root() { collectionId }: Reached, @Ctx() context: Context): Promise<CollectionRow> {
    return (await context.load(collectionLoader, collectionId))!
  }

  @FieldResolver(() => [Group], { nullable: true, description: 'The groups of theirs that it is given to; null without the right to list groups.' })
  async groups(@Root() { groupIds, collectionId }: Reached, @Ctx() context: Context): Promise<GroupRow[] | null> {
    const collection = await context.load(collectionLoader, collectionId)
    return context.viewer.can('group:list', collection!.tenant()) ? present(groupIds.map(id => context.load(groupLoader, id))) : null
  }
}

@Resolver(() => Group)
export class GroupCollectionsResolver {
  @FieldResolver(() => [GroupCollection], {
    nullable: true,
    complexity: ({ childComplexity }) => costOfCollections * (1 + childComplexity),
    description: 'The collections that are given to the group, the oldest first; null without the right to see all collections.',
  })
  collections(@Root() group: GroupRow, @Ctx() context: Context): Promise<Array<{ collectionId: string, access: CollectionAccess }>> | null {
    return context.viewer.can('collection:read', group.tenant()) ? context.load(givenToGroupLoader, group.id) : null
  }
}

@Resolver(() => GroupCollection)
export class GroupCollectionResolver {
  @FieldResolver(() => Collection, { description: 'The collection.' })
  async collection(@Root() { collectionId }: { collectionId: string }, @Ctx() context: Context): Promise<CollectionRow> {
    return (await context.load(collectionLoader, collectionId))!
  }
}

import { Arg, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import { isUuid } from '../access/tenants.js'
import { ViewerInfo } from '../account/viewer-info.js'
import { query, statement } from '../database/query.js'
import { maxPage, PageArgs } from '../lib/page.js'
import { Refused } from '../lib/refused.js'
import type { Context } from '../request/context.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { pinKey } from './pin-key.js'

@ObjectType('PinnedKey', { description: 'The viewer\'s own note of a key that they use.' })
class OwnPin {
  @Field(() => ID, { description: 'The provider or client whose key it is.' })
  of!: string

  @Field(() => String, { description: 'The label of that id and the key, under the viewer\'s user key: EncString type 2.' })
  pin!: string
}

/** Before all ids. */
const nil = '00000000-0000-0000-0000-000000000000'

interface PinsAfter { accountId: string, first: number, after: string }

const pinsOf = statement(({ accountId, first, after }: PinsAfter) => query.selectFrom('pinned_key')
  .select(['tenant_id as of', 'pin'])
  .where('account_id', '=', accountId)
  .where('tenant_id', '>', after)
  .orderBy('tenant_id')
  .limit(first))

const pinOf = statement(({ accountId, tenantId }: { accountId: string, tenantId: string }) => query.selectFrom('pinned_key')
  .select('pin')
  .where('account_id', '=', accountId)
  .where('tenant_id', '=', tenantId))

@Resolver(() => ViewerInfo)
export class PinnedKeyResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The key of a provider or client as the viewer has pinned it under their own user key, EncString type 2; whatever is handed '
      + 'over as that key must equal it. Null where none is pinned, and for API tokens. docs/security.md, "Pinned keys".',
  })
  async pinnedKey(
    @Arg('of', () => ID, { description: 'A provider\'s or client\'s id.' }) of: string,
    @Root() { identity: { accountId, kind } }: ViewerInfo,
    @Ctx() { viewer, services: { database } }: Context,
  ): Promise<string | null> {
    if (kind !== 'ACCOUNT' || !isUuid(of))
      return null
    const [row] = await database.read(viewer.tenants, pinOf({ accountId, tenantId: of }))
    return row?.pin ?? null
  }

  @FieldResolver(() => [OwnPin], {
    description: 'What the viewer has pinned, all of which `rotateKeys` needs, by id; empty for API tokens. Errors: BAD_USER_INPUT.',
  })
  async pinnedKeys(
    @Arg('first', () => Int, { defaultValue: maxPage, description: `How many at most, 1 to ${maxPage}.` }) first: number,
    @Arg('after', () => ID, { nullable: true, description: '`of` of the last one that was answered; null: from the beginning.' }) after: string | null | undefined,
    @Root() { identity: { accountId, kind } }: ViewerInfo,
    @Ctx() { viewer, services: { database } }: Context,
  ): Promise<OwnPin[]> {
    PageArgs.check({ first })
    if (after != null && !isUuid(after))
      throw new Refused('BAD_USER_INPUT', '`after` must be an id.', { field: 'after' })
    return kind === 'ACCOUNT' ? database.read(viewer.tenants, pinsOf({ accountId, first, after: after ?? nil })) : []
  }

  @Mutation(() => String, {
    description: 'Keeps the viewer\'s own note of a key that they hold, before they use it for the first time. The first pin stays; the '
      + 'answer is the one that stands. People only. Errors: FORBIDDEN, NOT_FOUND, SEALED_MALFORMED.',
  })
  pinKey(
    @Arg('of', () => ID, { description: 'The provider or client whose key it is.' }) of: string,
    @Arg('pin', () => String, { description: 'The label of that id and the key, under the viewer\'s user key: EncString type 2.' }) pin: string,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<string> {
    return pinKey(tx, viewer, of, pin)
  }
}

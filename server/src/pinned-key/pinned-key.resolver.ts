import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import { isUuid } from '../access/tenants.js'
import { ViewerInfo } from '../account/viewer-info.js'
import { query, statement } from '../database/query.js'
import type { Context } from '../request/context.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { pinKey } from './pin-key.js'

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

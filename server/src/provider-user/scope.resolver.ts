import { Arg, Ctx, FieldResolver, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import { ProviderUserType } from '../access/roles.js'
import type { ClientGroupRow } from '../client-group/client-group-list.js'
import { ClientGroup } from '../client-group/client-group.js'
import type { ClientRow } from '../client/client-row.js'
import { Client } from '../client/client.js'
import { PersonResult } from '../lib/bulk.js'
import type { Context } from '../request/context.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { changeScopes, ChangeScopesInput } from './change-scope.js'
import type { ProviderUserRow } from './provider-user-row.js'
import { ProviderUser } from './provider-user.js'
import { scopeClientsLoader, scopeGroupsLoader } from './scope-row.js'

@ObjectType({ description: 'Whether one person works for the clients as asked.' })
class ScopeResult extends PersonResult {}

/** Of one person, in points. */
const costOfNamed = 20

@Resolver(() => ProviderUser)
export class ScopeResolver {
  @Mutation(() => [ScopeResult], {
    description: 'Says for which clients service users work; the others do not exist for them any more, at once. Provider admins only, nobody for '
      + 'themself. Errors: FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, REAUTH_REQUIRED for PEOPLE; in rows: NOT_FOUND, FORBIDDEN, SELF, ADMIN_HAS_NO_SCOPE.',
  })
  changeProviderUserScopes(
    @Arg('input', () => ChangeScopesInput, { description: 'Who, and which clients.' }) input: ChangeScopesInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<ScopeResult[]> {
    return changeScopes(tx, viewer, input)
  }

  @FieldResolver(() => [Client], {
    nullable: true,
    complexity: ({ childComplexity }) => costOfNamed * (1 + childComplexity),
    description: 'The clients that the scope names one by one, by name; null without the right to list the team.',
  })
  scopeClients(@Root() user: ProviderUserRow, @Ctx() context: Context): Promise<ClientRow[]> | null {
    return context.viewer.can('providerUser:list', user.tenant()) ? context.load(scopeClientsLoader, user.id) : null
  }

  @FieldResolver(() => [ClientGroup], {
    nullable: true,
    complexity: ({ childComplexity }) => costOfNamed * (1 + childComplexity),
    description: 'The groups of clients that the scope names, by name; null without the right to list the team.',
  })
  scopeClientGroups(@Root() user: ProviderUserRow, @Ctx() context: Context): Promise<ClientGroupRow[]> | null {
    return context.viewer.can('providerUser:list', user.tenant()) ? context.load(scopeGroupsLoader, user.id) : null
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may say for which clients this person works.' })
  viewerCanChangeScope(@Root() user: ProviderUserRow, @Ctx() { viewer }: Context): boolean {
    return user.type !== ProviderUserType.PROVIDER_ADMIN
      && user.accountId !== viewer.identity?.accountId
      && viewer.can('providerUser:scope', user.tenant())
  }
}

import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import { clientLoader } from '../client/client-row.js'
import type { ClientRow } from '../client/client-row.js'
import { Client } from '../client/client.js'
import type { ProviderUserRow } from '../provider-user/provider-user-row.js'
import { ProviderUser, ProviderUserStatus } from '../provider-user/provider-user.js'
import type { Context } from '../request/context.js'
import { present } from '../request/loader.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { resetColleagueTwoStep, signOutColleagues } from './help-colleagues.js'
import { recoverableInLoader } from './recoverable-in.js'
import { SignOutResult } from './recovery.resolver.js'

@Resolver(() => ProviderUser)
export class ColleagueResolver {
  @Mutation(() => ProviderUser, {
    description: 'Takes every second factor and the recovery code of a confirmed colleague away, and ends their sessions; their master password stays. '
      + 'They are mailed. Nobody who stands above the viewer in another team or in a client. Provider admins only, people only, not of oneself. Errors: '
      + 'FORBIDDEN, NOT_FOUND, REAUTH_REQUIRED for PEOPLE, SELF, ROLE_ABOVE_OWN, WRONG_STATUS, TOO_MANY_REQUESTS.',
  })
  resetProviderUserTwoStep(
    @Arg('id', () => ID, { description: 'One of `Provider.users`.' }) id: string,
    @Ctx() { tx, viewer, services }: MutationContext,
  ): Promise<ProviderUser> {
    return resetColleagueTwoStep(tx, viewer, id, services)
  }

  @Mutation(() => [SignOutResult], {
    description: 'Ends every session of confirmed colleagues, on every device, within a second; passwords and second factors stay. Whoever had one is mailed. Provider '
      + 'admins only, people only. Errors: REAUTH_REQUIRED for PEOPLE; in rows: NOT_FOUND, FORBIDDEN, SELF, ROLE_ABOVE_OWN, WRONG_STATUS.',
  })
  signOutProviderUsers(
    @Arg('ids', () => [ID], { description: '1 to 500, each checked by itself.' }) ids: string[],
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<SignOutResult[]> {
    return signOutColleagues(tx, viewer, ids)
  }

  @FieldResolver(() => [Client], {
    description: 'Clients of this provider that the person has enrolled with in account recovery: there a forgotten master password can be reset. '
      + 'Where there is none, nobody can reset it. Empty without the right to list the team.',
  })
  async recoverableIn(@Root() user: ProviderUserRow, @Ctx() context: Context): Promise<ClientRow[]> {
    const { accountId, providerId } = user
    if (accountId === null || !context.viewer.can('providerUser:list', user.tenant()))
      return []
    const ids = await context.load(recoverableInLoader, { accountId, providerId })
    return present(ids.map(id => context.load(clientLoader, id)))
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may end this person\'s sessions; of people of several teams that may still be refused.' })
  viewerCanSignOut(@Root() user: ProviderUserRow, @Ctx() context: Context): boolean {
    return isConfirmedOther(user, context) && context.viewer.can('providerUser:signOut', user.tenant())
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the person has two-step login and the viewer may take it away; of people who belong elsewhere, too, that may still be refused.',
  })
  viewerCanResetTwoStep(@Root() user: ProviderUserRow, @Ctx() context: Context): boolean {
    return user.twoStepSince !== null && isConfirmedOther(user, context) && context.viewer.can('providerUser:resetTwoStep', user.tenant())
  }
}

function isConfirmedOther({ status, accountId }: ProviderUserRow, { viewer: { identity } }: Context): boolean {
  return status === ProviderUserStatus.CONFIRMED && accountId !== identity?.accountId
}

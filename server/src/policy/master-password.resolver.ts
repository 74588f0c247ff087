import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { masterPasswordRulesOf } from '../account/password-rules.js'
import { ViewerInfo } from '../account/viewer-info.js'
import type { Context } from '../request/context.js'
import { MasterPasswordRules } from './master-password.js'

@Resolver(() => ViewerInfo)
export class MasterPasswordResolver {
  @FieldResolver(() => MasterPasswordRules, {
    nullable: true,
    description: 'What the clients that the viewer belongs to ask of their master password, the strictest of each; null: nothing beyond what '
      + 'everybody has, and for API tokens.',
  })
  async masterPasswordRules(
    @Root() { identity }: ViewerInfo,
    @Ctx() { services: { database } }: Context,
  ): Promise<MasterPasswordRules | null> {
    return identity.kind === 'ACCOUNT' ? masterPasswordRulesOf(database.system, identity.accountId) : null
  }
}

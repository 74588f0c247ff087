import { Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { originOf } from '../account/origin.js'
import { ViewerInfo } from '../account/viewer-info.js'
import type { Context } from '../request/context.js'
import { apiKeyOf, makeApiKey, removeApiKey } from './change-api-key.js'
import { MadePersonalApiKey, PersonalApiKey } from './personal-api-key.js'

@Resolver(() => ViewerInfo)
export class PersonalApiKeyResolver {
  @FieldResolver(() => PersonalApiKey, { nullable: true, description: 'The viewer\'s own API key that holds; null without one, and for API tokens.' })
  async personalApiKey(@Root() { identity }: ViewerInfo, @Ctx() { services: { database } }: Context): Promise<PersonalApiKey | null> {
    return identity.kind === 'ACCOUNT' ? apiKeyOf(database.system, identity.accountId) : null
  }

  @Mutation(() => MadePersonalApiKey, {
    description: 'Makes a personal API key, in the place of the one before. People only. Errors: FORBIDDEN, REAUTH_REQUIRED for ACCOUNT, TOO_MANY_REQUESTS.',
  })
  makePersonalApiKey(@Ctx() context: Context): Promise<MadePersonalApiKey> {
    const person = context.viewer.requirePerson()
    context.viewer.requireProof('ACCOUNT')
    return makeApiKey(context.services, person, originOf(context))
  }

  @Mutation(() => Boolean, {
    description: 'Removes the viewer\'s personal API key; programs that have it are out within a second. People only. Always true. Errors: FORBIDDEN.',
  })
  async removePersonalApiKey(@Ctx() context: Context): Promise<boolean> {
    await removeApiKey(context.services, context.viewer.requirePerson(), originOf(context))
    return true
  }
}

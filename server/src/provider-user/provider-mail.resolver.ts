import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import { Provider } from '../provider/provider.js'
import type { Context } from '../request/context.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { MailState, mailState, sendTestMail } from './provider-mail.js'

@Resolver(() => Provider)
export class ProviderMailResolver {
  @Mutation(() => Provider, {
    description: 'Sends a mail to the viewer\'s own address, to see whether mails go out; `Provider.mail` tells how it went. Provider '
      + 'admins only, no API tokens. Errors: FORBIDDEN, NOT_FOUND, TOO_MANY_REQUESTS.',
  })
  sendTestMail(
    @Arg('providerId', () => ID, { description: 'The provider.' }) providerId: string,
    @Ctx() { viewer, tx }: MutationContext,
  ): Promise<Provider> {
    return sendTestMail(tx, viewer, providerId)
  }

  @FieldResolver(() => MailState, { nullable: true, description: 'How mails get on; null for all but provider admins.' })
  async mail(@Root() provider: Provider, @Ctx() { viewer, services: { database, mailer } }: Context): Promise<MailState | null> {
    if (!viewer.can('provider:update', provider.tenant()))
      return null
    return { server: mailer.configured, ...await mailState(database, viewer, provider.id) }
  }
}

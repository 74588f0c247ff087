import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Context } from '../request/context.js'
import { ViewerInfo } from './viewer-info.js'

@Resolver(() => ViewerInfo)
export class PasswordHintResolver {
  @FieldResolver(() => Boolean, {
    description: 'Whether the viewer has set a hint for their master password; it goes by mail alone (`/auth/send-hint`). False for API tokens.',
  })
  async hintSet(@Root() { identity: { accountId, kind } }: ViewerInfo, @Ctx() { services: { database } }: Context): Promise<boolean> {
    if (kind !== 'ACCOUNT')
      return false
    const { rows: [row] } = await database.system.query<{ set: boolean }>('select password_hint is not null "set" from account where id = $1', [accountId])
    return row!.set
  }
}

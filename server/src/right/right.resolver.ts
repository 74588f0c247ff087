import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Context } from '../request/context.js'
import type { UserRow } from '../user/user-row.js'
import { User, UserStatus } from '../user/user.js'
import { explainRights, UserRights } from './right.js'
import { standingLoader } from './standing-row.js'

/** Of one person, in points: a list of everything there is. */
const costOfRights = 30

@Resolver(() => User)
export class UserRightsResolver {
  @FieldResolver(() => UserRights, {
    nullable: true,
    complexity: costOfRights,
    description: 'What the person may do in this client, and why; null on the rows of others without the right to list people.',
  })
  async rights(@Root() user: UserRow, @Ctx() context: Context): Promise<UserRights | null> {
    if (!maySee(user, context))
      return null
    const { role, permissions: flags, status } = user
    const { belongs, suspended, closed, works, so } = await context.load(standingLoader, user.id)
    return explainRights({ role, flags, confirmed: status === UserStatus.CONFIRMED, belongs, suspended, closed, works, so })
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may see what this person may do.' })
  viewerCanSeeRights(@Root() user: UserRow, @Ctx() context: Context): boolean {
    return maySee(user, context)
  }
}

function maySee(user: UserRow, { viewer }: Context): boolean {
  const { identity } = viewer
  const own = identity?.kind === 'ACCOUNT' && user.accountId === identity.accountId
  return own || viewer.can('user:list', user.tenant())
}

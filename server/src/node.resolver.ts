import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'
import { isUuid } from './access/tenants.js'
import type { Permission } from './access/permissions.js'
import type { Walled } from './access/viewer.js'
import { ApiToken } from './api-token/api-token.js'
import { Client } from './client/client.js'
import type { Context } from './request/context.js'
import { Node } from './lib/node.js'
import { Refused } from './lib/refused.js'
import { ProviderUser } from './provider-user/provider-user.js'
import { Provider } from './provider/provider.js'
import { User } from './user/user.js'

/** Each kind of thing is reached with the permission that its own place in the graph asks for. */
const kinds: Array<[new (...args: never[]) => Walled, Permission]> = [
  [Client, 'client:read'],
  [User, 'user:list'],
  [Provider, 'provider:read'],
  [ProviderUser, 'providerUser:list'],
  [ApiToken, 'apiToken:list'],
]

@Resolver()
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: 'Anything by its id; null when there is no such thing or it is not the viewer\'s to see.' })
  async node(@Arg('id', () => ID) id: string, @Ctx() { viewer }: Context): Promise<Node | null> {
    viewer.self
    for (const [kind, permission] of isUuid(id) ? kinds : []) {
      const found = await viewer.reach(kind as never, id, permission).catch((error: unknown) => {
        if (error instanceof Refused && (error.code === 'NOT_FOUND' || error.code === 'FORBIDDEN'))
          return null
        throw error
      })
      if (found)
        return found
    }
    return null
  }
}

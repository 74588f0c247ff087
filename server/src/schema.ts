import 'reflect-metadata'
import type { GraphQLSchema } from 'graphql'
import { buildSchema } from 'type-graphql'
import { AccountResolver } from './account/account.resolver.js'
import { ApiTokenResolver, ProviderApiTokens } from './api-token/api-token.resolver.js'
import { ClientConnectionResolver, ClientResolver } from './client/client.resolver.js'
import { CheckpointResolver } from './checkpoint/checkpoint.resolver.js'
import { ClientEvents, EventResolver } from './event/event.resolver.js'
import { InstallationResolver } from './installation/installation.resolver.js'
import { InvitationResolver } from './invitation/invitation.resolver.js'
import { NodeResolver } from './node.resolver.js'
import { ProviderResolver, ProviderUserResolver } from './provider/provider.resolver.js'
import { closeRootFields } from './transaction/root-fields.js'
import { SeatPoolResolver, SeatResolver } from './seat/seat.resolver.js'
import { ClientUsers, UserConnectionResolver, UserResolver, UserResultResolver } from './user/user.resolver.js'

/** The API: the list of resolvers, behind the wall of root-fields.ts. */
export async function makeSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [
      AccountResolver,
      ApiTokenResolver,
      CheckpointResolver,
      ClientConnectionResolver,
      ClientEvents,
      ClientResolver,
      ClientUsers,
      EventResolver,
      InstallationResolver,
      InvitationResolver,
      NodeResolver,
      ProviderApiTokens,
      ProviderResolver,
      ProviderUserResolver,
      SeatPoolResolver,
      SeatResolver,
      UserConnectionResolver,
      UserResolver,
      UserResultResolver,
    ],
    validate: false,
    // Required by the library and never used: events travel through event/feed.ts.
    pubSub: { publish: unused, subscribe: unused },
  })
  return closeRootFields(schema)
}

function unused(): never {
  throw new Error('the built-in publish and subscribe carry nothing here')
}

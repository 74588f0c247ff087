import 'reflect-metadata'
import type { GraphQLSchema } from 'graphql'
import { buildSchema } from 'type-graphql'
import { features } from './features.js'
import { NodeResolver } from './node.resolver.js'
import { closeRootFields } from './transaction/root-fields.js'

/** The API: the resolvers of all features, with every root field closed (transaction/root-fields.ts). */
export async function makeSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [NodeResolver, ...features.flatMap(({ resolvers }) => resolvers)],
    validate: false,
    // Required by the library and never used: events travel through feed/.
    pubSub: { publish: unused, subscribe: unused },
  })
  for (const [type, description] of [
    [schema.getQueryType(), reads],
    [schema.getMutationType(), changes],
    [schema.getSubscriptionType(), follows],
  ] as const)
    type!.description = description
  return closeRootFields(schema)
}

const reads = 'Reads. Any field may refuse with UNAUTHENTICATED, BAD_USER_INPUT, LIMIT_EXCEEDED, TOO_MANY_REQUESTS, UNAVAILABLE or INTERNAL; '
  + 'each names the codes of its own. docs/errors.md explains all of them. Ids are UUIDs unless a field says otherwise, times are UTC.'
const changes = 'Changes. Each root field is one transaction with the events it causes; several in one document run one after the other. Refuses like '
  + 'Query, and with CONFLICT when somebody else changed the same thing at the same moment.'
const follows = 'Follows the event log over a WebSocket (graphql-ws).'

function unused(): never {
  throw new Error('the built-in publish and subscribe carry nothing here')
}

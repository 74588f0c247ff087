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
  return closeRootFields(schema)
}

function unused(): never {
  throw new Error('the built-in publish and subscribe carry nothing here')
}

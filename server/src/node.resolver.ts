import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'
import { features } from './features.js'
import { Node } from './lib/node.js'
import type { Context } from './request/context.js'

const finders = features.flatMap(({ nodes }) => nodes)

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'Anything by its id; null when there is no such thing or it is not the viewer\'s to see.',
  })
  async node(
    @Arg('id', () => ID, { description: 'Of any type that implements Node.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Node | null> {
    context.viewer.requireSignedIn()
    for (const find of finders) {
      const found = await find(id, context)
      if (found)
        return found
    }
    return null
  }
}

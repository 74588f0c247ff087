import { entityNode, feature } from '../request/feature.js'
import type { FindNode } from '../request/feature.js'
import { ClientCollectionsResolver, CollectionConnectionResolver } from './client-collections.resolver.js'
import { CollectionResolver } from './collection.resolver.js'
import { Collection } from './collection.js'
import { GroupCollectionResolver, GroupCollectionsResolver, UserCollectionResolver, UserCollectionsResolver } from './reach.resolver.js'
import { circumstancesOf, standingLoader } from './standing.js'

const inClient = entityNode(Collection, 'client:read')

/** One that the viewer reaches, or any to those who see all. */
const findCollection: FindNode = async (id, context) => {
  const collection = await inClient(id, context) as Collection | null
  if (!collection)
    return null
  const so = circumstancesOf(await context.load(standingLoader, id))
  return context.viewer.can('collection:read', collection.tenant(), so) ? collection : null
}

export const collection = feature({
  resolvers: [
    CollectionResolver,
    ClientCollectionsResolver,
    CollectionConnectionResolver,
    UserCollectionsResolver,
    UserCollectionResolver,
    GroupCollectionsResolver,
    GroupCollectionResolver,
  ],
  entities: [Collection],
  nodes: [findCollection],
})

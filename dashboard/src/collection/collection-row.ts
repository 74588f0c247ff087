import { graphql } from '../gql/index.js'

export const CollectionRow_collection = graphql(`
  fragment CollectionRow_collection on Collection {
    id name binding externalId createdAt orphaned viewerAccess userAccessCount groupAccessCount
    viewerCanChange viewerCanChangeUserAccess viewerCanChangeGroupAccess viewerCanDelete
  }
`)

import { graphql } from '../gql/index.js'

export const GroupRow_group = graphql(`
  fragment GroupRow_group on Group { id name externalId userCount createdAt viewerCanChange }
`)

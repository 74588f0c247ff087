import { graphql } from '../gql/index.js'

export const ClientGroupRow_clientGroup = graphql(`
  fragment ClientGroupRow_clientGroup on ClientGroup {
    id name clientCount createdAt viewerCanChange
    rule { plans seatsFrom seatsTo daysFrom daysTo tags withoutTags nameContains }
  }
`)

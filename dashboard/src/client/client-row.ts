import { graphql } from '../gql/index.js'

export const ClientRow_client = graphql(`
  fragment ClientRow_client on Client {
    id name plan suspended createdAt eventsPerMinute
    seats { bought occupied free autoGrowCeiling }
    userCounts { invited accepted confirmed revoked staged }
    lastEvent { ...EventRow_event }
  }
`)

export const ClientRefresh = graphql(`query ClientRefresh($id: ID!) { client(id: $id) { id ...ClientRow_client } }`)

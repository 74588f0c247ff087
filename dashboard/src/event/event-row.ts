import { graphql } from '../gql/index.js'

/** Everything an event shows in a list, in the live feed and in an export. */
export const EventRow_event = graphql(`
  fragment EventRow_event on Event {
    id seq cursor code type category at providerId clientId clientName
    actor { kind id name }
    subject { kind id name }
    details deviceType ip
  }
`)

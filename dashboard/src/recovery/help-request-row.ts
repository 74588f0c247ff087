import { graphql } from '../gql/index.js'

export const HelpRequestRow_helpRequest = graphql(`
  fragment HelpRequestRow_helpRequest on HelpRequest {
    id userId email name ip deviceName askedAt state reason decidedBy decidedAt recoveryEnrolledAt viewerCanDecide viewerCanRecover
    client { id name }
  }
`)

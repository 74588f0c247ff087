import { graphql } from '../gql/index.js'

export const TokenRow_apiToken = graphql(`
  fragment TokenRow_apiToken on ApiToken {
    id name prefix scopes clientIds clientGroupIds allowedAddresses expiresAt lastUsedAt lastUsedFrom oldPrefix oldUntil rotatedAt rotatedBy createdBy revokedAt
  }
`)

/** What is done with a token from its row. */
export type TokenVerb = 'rotate' | 'endOld' | 'addresses' | 'revoke'

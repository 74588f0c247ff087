import { graphql } from '../gql/index.js'

export const TokenRow_apiToken = graphql(`fragment TokenRow_apiToken on ApiToken { id name prefix scopes clientIds expiresAt lastUsedAt revokedAt }`)

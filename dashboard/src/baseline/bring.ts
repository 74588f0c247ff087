import { graphql } from '../gql/index.js'

/** What comes back shows the client as it is now. */
export const BringToBaseline = graphql(`
  mutation BringToBaseline($input: BringToBaselineInput!) {
    bringToBaseline(input: $input) {
      id
      baselineDrift { policies settings }
      policies {
        kind enabled autoEnrol holdsFrom changedAt
        rules { minComplexity minLength requireLower requireUpper requireNumbers requireSpecial enforceOnLogin }
        enforcement { begunAt people revoked finishedAt }
      }
      collectionSettings { limitCollectionCreation limitCollectionDeletion limitItemDeletion allowAdminAccess providerItemAccess }
    }
  }
`)

import { graphql } from '../gql/index.js'

export const TeamRow_providerUser = graphql(`
  fragment TeamRow_providerUser on ProviderUser {
    id email name type status publicKey createdAt twoStepSince twoStepClass lastSignInAt invitationExpiresAt invitationFailure askedForHelpAt recoverableIn { id name }
    viewerCanConfirm viewerCanResend viewerCanRemove viewerCanChangeType viewerCanSignOut viewerCanResetTwoStep
  }
`)

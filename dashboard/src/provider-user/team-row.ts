import { graphql } from '../gql/index.js'

export const TeamRow_providerUser = graphql(`
  fragment TeamRow_providerUser on ProviderUser {
    id email name type status publicKey createdAt twoStepSince twoStepClass lastSignInAt invitationExpiresAt invitationFailure askedForHelpAt recoverableIn { id name }
    workHours { timeZone windows { days from until } }
    scope scopeClients { id name } scopeClientGroups { id name }
    viewerCanConfirm viewerCanResend viewerCanRemove viewerCanChangeType viewerCanChangeScope viewerCanChangeHours viewerCanSignOut viewerCanResetTwoStep
  }
`)

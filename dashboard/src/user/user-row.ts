import { graphql } from '../gql/index.js'

export const UserRow_user = graphql(`
  fragment UserRow_user on User {
    id email name role permissions status revocationReason publicKey createdAt twoStepSince twoStepClass lastSignInAt recoveryEnrolledAt invitationExpiresAt invitationFailure
    viewerCanConfirm viewerCanResend viewerCanChangeRole viewerCanChangeGroups viewerCanSeeRights viewerCanRevoke viewerCanRestore viewerCanRemove viewerCanRecover viewerCanRemind viewerCanSignOut
  }
`)

import type { EventName } from '@wardroom/schema/events'

export const sentences = {
  ProviderUser_Invited: '{actor} invited {subject} to the team',
  ProviderUser_Confirmed: '{actor} confirmed {subject} in the team',
  ProviderUser_Updated: '{actor} changed the type of {subject} in the team',
  ProviderUser_ScopeChanged: '{actor} changed for which clients {subject} works',
  ProviderUser_HoursChanged: '{actor} changed when {subject} of the team works',
  ProviderUser_Removed: '{actor} removed {subject} from the team',
  ProviderUser_Accepted: '{subject} accepted the invitation to the team',
  ProviderUser_InvitationResent: '{actor} sent {subject} the invitation to the team again',
  ProviderUser_SignedOut: '{actor} signed {subject} of the team out everywhere',
  ProviderUser_TwoStepReset: '{actor} removed the two-step login of {subject} of the team',
  ProviderUser_TwoStepResetRefused: '{actor} tried to remove the two-step login of {subject} of the team and was refused',
  ProviderUser_AskedForHelp: '{subject} of the team is said to have forgotten the master password',
} satisfies Partial<Record<EventName, string>>

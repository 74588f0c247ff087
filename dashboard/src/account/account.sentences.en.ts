import type { EventName } from '@wardroom/schema/events'

export const sentences = {
  User_LoggedIn: '{actor} signed in',
  User_ChangedPassword: '{actor} changed their master password',
  User_ChangedEmail: '{actor} changed their address from {before} to {email}',
  User_ChangedKdf: '{actor} changed how their keys are derived',
  User_Deleted: '{actor} deleted their account, {email}',
  User_Updated2fa: '{actor} set up or changed a two-step method',
  User_Disabled2fa: '{actor} turned off a two-step method',
  User_Recovered2fa: '{actor} used a recovery code',
  User_FailedLogIn: 'A sign-in of {subject} failed: wrong password',
  User_FailedLogIn2fa: 'A sign-in of {subject} failed: wrong second factor',
  User_SecurityKeyCounterFell: 'A security key of {subject} was refused: its counter fell, as that of a copy',
  User_ClientExportedVault: '{actor} exported their own vault',
  User_UpdatedTempPassword: '{actor} replaced a temporary password',
  User_MigratedKeyToKeyConnector: '{actor} moved to Key Connector',
  User_RequestedDeviceApproval: '{actor} asked for approval of a device',
  User_TdeOffboardingPasswordSet: '{actor} set a master password when trusted devices ended',
  Session_Revoked: '{actor} ended one of their sessions',
  Session_RefreshReused: 'A session of {subject} was ended: its refresh token was used twice',
  User_SignedOut: '{actor} signed out',
  User_SignedOutEverywhere: '{actor} signed out everywhere',
} satisfies Partial<Record<EventName, string>>

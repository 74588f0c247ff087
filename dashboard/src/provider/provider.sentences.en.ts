import type { EventName } from '@wardroom/schema/events'

export const sentences = {
  Provider_Created: '{actor} set up the provider',
  Provider_MailTested: '{actor} sent a test mail to {email}',
  Provider_TwoStepDemanded: '{actor} changed from when the team needs two-step login',
  Provider_TwoStepInForce: 'The team needs two-step login from now on',
  Provider_Updated: '{actor} changed the details of the provider',
} satisfies Partial<Record<EventName, string>>

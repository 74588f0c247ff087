import type { EventName } from '@wardroom/schema/events'

export const sentences = {
  ApiToken_Created: '{actor} created the API token {subject}',
  ApiToken_Revoked: '{actor} revoked the API token {subject}',
  ApiToken_Rotated: '{actor} gave the API token {subject} a new secret',
  ApiToken_OldSecretEnded: '{actor} ended the old secret of the API token {subject}',
  ApiToken_AddressesChanged: '{actor} changed from where the API token {subject} may be used',
  ApiToken_AddressRefused: 'The API token {subject} was used from an address that is not allowed',
} satisfies Partial<Record<EventName, string>>

import type { EventName } from '@wardroom/schema/events'

export const sentences = {
  ApiToken_Created: '{actor} created the API token {subject}',
  ApiToken_Revoked: '{actor} revoked the API token {subject}',
} satisfies Partial<Record<EventName, string>>

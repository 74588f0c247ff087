import type { EventName } from '@wardroom/schema/events'

export const sentences = {
  Provider_Created: '{actor} set up the provider',
  Provider_Updated: '{actor} changed the details of the provider',
} satisfies Partial<Record<EventName, string>>

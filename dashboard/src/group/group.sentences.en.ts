import type { EventName } from '@wardroom/schema/events'

export const sentences = {
  Group_Created: '{actor} made the group {subject} in {client}',
  Group_Updated: '{actor} changed the group {subject} in {client}',
  Group_Deleted: '{actor} deleted the group {subject} in {client}',
} satisfies Partial<Record<EventName, string>>

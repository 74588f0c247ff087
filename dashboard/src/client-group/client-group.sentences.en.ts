import type { EventName } from '@wardroom/schema/events'

export const sentences = {
  ClientGroup_Created: '{actor} made the client group {subject}',
  ClientGroup_Updated: '{actor} changed the client group {subject}',
  ClientGroup_Deleted: '{actor} deleted the client group {subject}',
  Organization_Tagged: '{actor} changed the tags of {subject}',
  Organization_Regrouped: '{subject} is in other client groups now',
} satisfies Partial<Record<EventName, string>>

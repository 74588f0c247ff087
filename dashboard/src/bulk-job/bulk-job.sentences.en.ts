import type { EventName } from '@wardroom/schema/events'

export const sentences = {
  BulkJob_Started: '{actor} began a job on {people} people of {client}',
  BulkJob_Finished: 'A job on people of {client} ended: {done} done, {refused} refused, {cancelled} cancelled',
  OrganizationUser_Linked: '{actor} noted for {subject} in {client} that a directory knows them as {externalId}',
} satisfies Partial<Record<EventName, string>>

import type { EventName } from '@wardroom/schema/events'

export const sentences = {
  Baseline_Created: '{actor} made the baseline {subject}',
  Baseline_Updated: '{actor} changed the baseline {subject}',
  Baseline_Deleted: '{actor} deleted the baseline {subject}',
  Organization_BroughtToBaseline: '{actor} brought {subject} to its baseline',
} satisfies Partial<Record<EventName, string>>

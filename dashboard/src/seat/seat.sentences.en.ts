import type { EventName } from '@wardroom/schema/events'

export const sentences = {
  Organization_SeatsAdded: '{actor} added {added} seat to {client}, now {seats} | {actor} added {added} seats to {client}, now {seats}',
  Organization_SeatsRemoved: '{actor} removed {removed} seat from {client}, now {seats} | {actor} removed {removed} seats from {client}, now {seats}',
  Organization_AutoGrowChanged: '{actor} changed the automatic growth of {client}',
  Organization_SeatsAutoGrown: 'Seats of {client} grew by {added} to {seats}',
  Provider_SeatsPurchased: 'The provider bought {purchased} seat of {plan}, now {total} | The provider bought {purchased} seats of {plan}, now {total}',
  Provider_SeatsReleased: 'The provider released {released} seat of {plan}, now {total} | The provider released {released} seats of {plan}, now {total}',
  Provider_SeatMinimumChanged: '{actor} changed the seat minimum of {plan} from {was} to {minimum}',
} satisfies Partial<Record<EventName, string>>

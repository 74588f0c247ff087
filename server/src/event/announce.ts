import { eventByCode } from '@wardroom/schema/events'
import type { EventContent } from './canonical.js'

/** Tells this process of events that are now on disk: whoever follows their logs is woken, and cached identities go when access changed. */
export type Announce = (events: ReadonlyArray<Pick<EventContent, 'providerId' | 'code'>>) => void

declare module '../request/services.js' {
  interface Services {
    announce: Announce
  }
}

/** After such an event somebody may see more or less than before: cached identities go, and subscribers are authorized again. */
export function changesAccess({ code }: Pick<EventContent, 'code'>): boolean {
  return eventByCode(code).access
}

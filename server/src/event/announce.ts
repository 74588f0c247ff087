import { eventByCode } from '@wardroom/schema/events'
import type { EventContent } from './canonical.js'

/** Announces committed events within this process: wakes the feed, and clears cached identities when access changed. */
export type Announce = (events: ReadonlyArray<Pick<EventContent, 'providerId' | 'code'>>) => void

declare module '../request/services.js' {
  interface Services {
    announce: Announce
  }
}

/** Events that change access: identity caches are cleared and subscribers re-authorized. */
export function changesAccess({ code }: Pick<EventContent, 'code'>): boolean {
  return eventByCode(code).access
}

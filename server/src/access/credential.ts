import type { Identity } from './viewer.js'

/** A parsed credential; `current` answers, at any later time, which identity it stands for then. */
export interface Credential {
  key: string
  /** Milliseconds since 1970. */
  expiresAt: number
  current: () => Promise<Identity>
  /** The same, whatever was believed a moment ago. */
  fresh: () => Promise<Identity>
}

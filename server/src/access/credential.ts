import type { Identity } from './viewer.js'

/** A credential that was understood: ask `current` again at any later time what it still stands for. */
export interface Credential {
  key: string
  /** Milliseconds since 1970. */
  expiresAt: number
  current: () => Promise<Identity>
}

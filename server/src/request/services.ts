import type { Logger } from 'pino'
import type { Config } from '../config/environment.js'
import type { Secrets } from '../config/secrets.js'
import type { Database } from '../database/database.js'
import type { Metrics } from '../lib/metrics.js'

/** What one process is made of. Rooms above this one add their part by augmenting the interface; server.ts assembles it. */
export interface Services {
  config: Config & { origin: string }
  secrets: Secrets
  database: Database
  metrics: Metrics
  log: Logger
  clock: () => Date
}

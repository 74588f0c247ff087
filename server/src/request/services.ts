import type { Logger } from 'pino'
import type { Identities } from '../account/identities.js'
import type { Limiter } from '../account/limiter.js'
import type { Sessions } from '../account/sessions.js'
import type { Config } from '../config/environment.js'
import type { Database } from '../database/database.js'
import type { Demo } from '../demo/demo.js'
import type { Appender } from '../event/append.js'
import type { Feed } from '../feed/feed.js'
import type { Tail } from '../feed/tail.js'
import type { Jobs } from '../job/queue.js'
import type { Metrics } from '../lib/metrics.js'
import type { Mailer } from '../mail/mailer.js'
import type { Secrets } from '../config/secrets.js'

/** What one process is made of; assembled in server.ts and handed to every request. */
export interface Services {
  config: Config & { origin: string }
  secrets: Secrets
  database: Database
  identities: Identities
  sessions: Sessions
  limiter: Limiter
  appender: Appender
  tail: Tail
  feed: Feed
  mailer: Mailer
  jobs: Jobs
  demo: Demo
  metrics: Metrics
  log: Logger
  clock: () => Date
}

import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { Config } from '../config/environment.js'
import type { Database } from '../database/database.js'
import { writeCheckpoints } from '../checkpoint/folder.js'
import { expireLogs } from '../event/retention.js'
import type { Tail } from '../feed/tail.js'
import { hour, second } from '../lib/clock.js'
import type { Mailer } from '../mail/mailer.js'
import type { SigningKey } from '../config/secrets.js'

/** Background work on a PostgreSQL queue: any process takes it, a lost process's work is taken again. */
export class Jobs {
  private readonly boss: PgBoss
  private timers: NodeJS.Timeout[] = []
  private checkpointing: Promise<void> = Promise.resolve()

  constructor(
    private readonly database: Database,
    private readonly mailer: Mailer,
    private readonly tail: Tail,
    private readonly config: Pick<Config, 'retentionDays' | 'checkpointDir'>,
    private readonly checkpointKey: SigningKey,
    private readonly log: Logger,
    private readonly clock: () => Date,
  ) {
    this.boss = new PgBoss({ connectionString: database.systemUrl, migrate: false, createSchema: false, max: 2, supervise: true, schedule: false })
    this.boss.on('error', error => log.warn({ err: error }, 'the job queue failed; it will be tried again'))
  }

  async start(): Promise<void> {
    await this.boss.start()
    if (this.mailer.configured)
      await this.boss.work<{ id: string }>('send-mail', { pollingIntervalSeconds: 1, batchSize: 50 }, async jobs => void await Promise.all(jobs.map(({ data }) => this.mailer.send(data.id))))
    void this.checkpoint()
    this.timers = [
      setInterval(() => void this.keepHouse().catch(error => this.log.warn({ err: error }, 'housekeeping failed; it will be tried again')), 30 * second),
      setInterval(() => void this.checkpoint(), hour),
    ]
  }

  async stop(): Promise<void> {
    this.timers.forEach(clearInterval)
    await this.checkpointing
    await this.boss.stop({ graceful: true, timeout: 5_000 })
    this.mailer.close()
  }

  /** A lost nudge loses no mail: housekeeping finds what was not sent. */
  mailWaits(ids: readonly string[]): void {
    if (this.mailer.configured && ids.length)
      void this.boss.insert('send-mail', ids.map(id => ({ data: { id }, singletonKey: id }))).catch(error => this.log.warn({ err: error }, 'mail waits for housekeeping'))
  }

  /** One that could not be written now is only missing: the next commits to everything before it, too. */
  checkpoint(): Promise<void> {
    this.checkpointing = writeCheckpoints(this.config.checkpointDir, this.database.system, this.checkpointKey, this.clock())
      .catch(error => this.log.warn({ err: error }, 'no checkpoint could be written; it will be tried again in an hour'))
    return this.checkpointing
  }

  async keepHouse(): Promise<void> {
    const { system } = this.database
    this.mailWaits(await this.mailer.forgotten())
    await system.query(`delete from idempotency where created_at < now() - interval '1 day'`)
    await system.query(`delete from mail where created_at < now() - interval '7 days' and (sent_at is not null or not $1)`, [this.mailer.configured])
    await system.query(`delete from session where expires_at < now() - interval '1 day'`)
    if (this.config.retentionDays)
      await expireLogs(system, this.config.retentionDays, this.clock(), providerId => this.tail.committed(providerId))
  }
}

import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { Config } from './config.js'
import type { Database } from './database.js'
import type { Mailer } from './mail/mailer.js'

/** Background work on a PostgreSQL queue: any process takes it, a lost process's work is taken again. */
export class Jobs {
  private readonly boss: PgBoss
  private housekeeper: NodeJS.Timeout | undefined

  constructor(private readonly database: Database, private readonly mailer: Mailer, private readonly config: Pick<Config, 'retentionDays'>, private readonly log: Logger) {
    this.boss = new PgBoss({ connectionString: database.systemUrl, migrate: false, createSchema: false, max: 2, supervise: true, schedule: false })
    this.boss.on('error', error => log.warn({ err: error }, 'the job queue failed; it will be tried again'))
  }

  async start(): Promise<void> {
    await this.boss.start()
    if (this.mailer.configured)
      await this.boss.work<{ id: string }>('send-mail', { pollingIntervalSeconds: 1, batchSize: 10 }, async jobs => void await Promise.all(jobs.map(({ data }) => this.mailer.send(data.id))))
    this.housekeeper = setInterval(() => void this.keepHouse().catch(error => this.log.warn({ err: error }, 'housekeeping failed; it will be tried again')), 30_000)
  }

  async stop(): Promise<void> {
    clearInterval(this.housekeeper)
    await this.boss.stop({ graceful: true, timeout: 5_000 })
    this.mailer.close()
  }

  /** A lost nudge loses no mail: housekeeping finds what was not sent. */
  mailWaits(ids: readonly string[]): void {
    if (this.mailer.configured && ids.length)
      void this.boss.insert('send-mail', ids.map(id => ({ data: { id }, singletonKey: id }))).catch(error => this.log.warn({ err: error }, 'mail waits for housekeeping'))
  }

  async keepHouse(): Promise<void> {
    const { system } = this.database
    this.mailWaits(await this.mailer.forgotten())
    await system.query(`delete from idempotency where created_at < now() - interval '1 day'`)
    await system.query(`delete from mail where created_at < now() - interval '7 days' and (sent_at is not null or not $1)`, [this.mailer.configured])
    await system.query(`delete from session where expires_at < now() - interval '1 day'`)
    if (this.config.retentionDays)
      await system.query(`select expire_events(provider_id, now() - make_interval(days => $1)) from event_head`, [this.config.retentionDays])
  }
}

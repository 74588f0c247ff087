import { codeOf } from '@wardroom/schema/events'
import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { Job } from '../request/feature.js'
import type { Services } from '../request/services.js'

declare module '../request/services.js' {
  interface Services {
    queue: Queue
  }
}

/** How often a process looks for scheduled work: it is due to the minute. */
const pollingIntervalSeconds = 15

/** Background work on a PostgreSQL queue: any process takes it, a lost process's work is taken again. */
export class Queue {
  private readonly boss: PgBoss
  /** Of this process, by job. */
  private readonly workers = new Map<string, string>()

  /** Long work ends its run at the next step. */
  stopping = false

  constructor(
    systemUrl: string,
    private readonly log: Logger,
    private readonly services: () => Services,
    private readonly jobs: readonly Job[],
  ) {
    this.boss = new PgBoss({ connectionString: systemUrl, migrate: false, createSchema: false, max: 2, supervise: true, schedule: true })
    this.boss.on('error', (failure: Error & { queue?: string }) =>
      log.warn({ err: asError(failure), job: failure.queue }, 'the job queue failed; it will be tried again'))
  }

  async start(): Promise<void> {
    await this.boss.start()
    for (const { name, schedule, atStart, work, run } of this.taken()) {
      this.workers.set(name, await this.boss.work<{ id?: string } | null>(name, { pollingIntervalSeconds, ...work }, batch =>
        run(this.services(), batch.flatMap(({ data }) => data?.id ?? [])).catch((error: unknown) => {
          this.log.warn({ err: error, job: name }, 'a job failed; it will be tried again')
          throw error
        })))
      if (schedule)
        await this.boss.schedule(name, schedule)
      if (atStart)
        await this.boss.send(name)
    }
  }

  async stop(): Promise<void> {
    this.stopping = true
    await this.boss.stop({ graceful: true, timeout: 5_000 })
  }

  /** What is lost here is found again by a scheduled job of the same feature. */
  enqueue(name: string, ids: readonly string[]): void {
    if (ids.length && this.taken().some(job => job.name === name)) {
      void this.boss.insert(name, ids.map(id => ({ data: { id }, singletonKey: id })))
        .catch(error => this.log.warn({ err: error, job: name }, 'a job could not be queued; a schedule finds its work later'))
    }
  }

  /** Work that follows from what was logged. What is lost here is found again by the schedule of the same job. */
  follow(events: ReadonlyArray<{ code: number }>): void {
    const logged = new Set(events.map(({ code }) => code))
    for (const { name } of this.taken().filter(({ after }) => after?.some(event => logged.has(codeOf(event))))) {
      void this.boss.send(name)
        .then(() => this.boss.notifyWorker(this.workers.get(name)!))
        .catch(error => this.log.warn({ err: error, job: name }, 'a job could not be queued; a schedule finds its work later'))
    }
  }

  /** Runs a job in this process, now. */
  async run(name: string): Promise<void> {
    await this.jobs.find(job => job.name === name)!.run(this.services(), [])
  }

  private taken(): Job[] {
    return this.jobs.filter(({ takesPart }) => takesPart?.(this.services()) ?? true)
  }
}

/** pg-boss copies what a job threw into an object that is no error. */
function asError(failure: Error): Error {
  return failure instanceof Error ? failure : Object.assign(new Error((failure as Error).message), failure)
}

import { setTimeout } from 'node:timers/promises'
import { SessionLock } from '../database/session-lock.js'
import { isRightsChanged } from '../database/errors.js'
import { minute, second } from '../lib/clock.js'
import { Refused } from '../lib/refused.js'
import type { Services } from '../request/services.js'
import { finishJob, refuseNext, refuseRest, takeStep } from './take-step.js'
import type { Due } from './take-step.js'

/** People of one transaction: their client is locked for some tens of milliseconds. */
const portion = 10
/** A run ends by then, and the schedule begins another. */
const longest = 5 * minute
/** A limit that takes longer to pass than somebody would wait refuses the rest. */
const patience = 2 * minute

/** The first of each provider, then the second of each: many jobs of one do not stand before all others. */
export const due = `select provider_id "providerId", client_id "clientId", id, action, made_by_id "madeById", made_by "madeBy",
  session_id "sessionId", tool_id "toolId", proofs, device_type "deviceType", ip
  from bulk_job where finished_at is null order by row_number() over (partition by provider_id order by created_at), created_at limit 200`

/** Of a session or an API token: nothing of its jobs is done any more. */
const ended: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'SESSION_ENDED', 'ADDRESS_NOT_ALLOWED'])
/** Of others' changes at the same moment, or of a row that collides with what is there. */
const mostCollisions = 5

/** Whatever is refused as a whole is tried again with half of the rows, until those that can be done are. */
interface Pace { size: number, notBefore: number, collisions: number }

/**
 * Goes on with the jobs of all clients, a step of each in turn, in one process of the fleet at a time. Two thirds of the time are for
 * everybody else. A step commits its rows, what was done to them and its events together: what is left when a process ends is found by
 * the next run.
 */
export async function runBulkJobs(services: Services): Promise<void> {
  const { database: { system, systemUrl }, queue } = services
  if (!(await system.query<Due>(due)).rows.length)
    return
  const lock = new SessionLock(systemUrl, 'bulk jobs')
  const paces = new Map<string, Pace>()
  try {
    for (const until = Date.now() + longest; Date.now() < until && !queue.stopping && await lock.claim();) {
      const { rows: jobs } = await system.query<Due>(due)
      if (!jobs.length)
        return
      let waited = true
      for (const job of jobs) {
        const pace = paces.get(job.id) ?? { size: portion, notBefore: 0, collisions: 0 }
        paces.set(job.id, pace)
        if (queue.stopping || pace.notBefore > Date.now())
          continue
        waited = false
        const began = performance.now()
        await step(services, job, pace)
        await setTimeout(2 * (performance.now() - began))
      }
      if (waited)
        await setTimeout(second / 2)
    }
  }
  finally {
    await lock.release()
  }
}

async function step(services: Services, job: Due, pace: Pace): Promise<void> {
  try {
    const { rows, done } = await takeStep(services, job, pace.size)
    pace.collisions = 0
    if (done)
      pace.size = Math.min(portion, pace.size * 2)
    if (!rows)
      await finishJob(services, job)
  }
  catch (error) {
    await slowDown(services, job, pace, error).catch((later: unknown) =>
      services.log.warn({ err: later, job: job.id }, 'a job could not be gone on with; it is tried again'))
  }
}

async function slowDown(services: Services, job: Due, pace: Pace, error: unknown): Promise<void> {
  const refusal = error instanceof Refused ? error : new Refused(isRightsChanged(error) ? 'CONFLICT' : 'INTERNAL')
  const wait = Number(refusal.facts.retryAfterSeconds ?? 0) * second
  if (ended.has(refusal.code) || wait > patience) {
    await refuseRest(services, job, refusal)
    return finishJob(services, job)
  }
  const collided = isRightsChanged(error) || refusal.code === 'CONFLICT'
  if (wait || refusal.code === 'UNAVAILABLE' || (collided && pace.collisions++ < mostCollisions)) {
    pace.notBefore = Date.now() + Math.max(wait, second / 4)
    return
  }
  if (refusal.code === 'INTERNAL')
    services.log.warn({ err: error, job: job.id }, 'a step of a job failed; it is tried again with fewer rows')
  if (pace.size === 1)
    return refuseNext(services, job, refusal)
  pace.size >>= 1
}

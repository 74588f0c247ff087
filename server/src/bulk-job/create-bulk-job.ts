import { randomUUID } from 'node:crypto'
import { LockMode } from '@mikro-orm/postgresql'
import { maxRunningBulkJobs } from '@wardroom/schema/limits'
import { proofLife, proofPurposes } from '@wardroom/schema/permissions'
import { UserRole } from '../access/roles.js'
import { isUuid } from '../access/tenants.js'
import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import type { Context } from '../request/context.js'
import { Refused } from '../lib/refused.js'
import type { Transaction } from '../transaction/transaction.js'
import { requireProofForOwners } from '../user/rank.js'
import { BulkAction, BulkJob } from './bulk-job.js'
import { otherDeeds, readPlan } from './bulk-job-input.js'
import type { CreateBulkJobInput, PlannedRow } from './bulk-job-input.js'
import { planDirectory } from './plan-directory.js'
import { rightsOf, touchesOwners } from './verbs.js'

/** From where it is asked for: a job's events tell it. */
export type From = Context['device']

/** Bytes of a row in the database beside what it holds. */
const rowOverhead = 250

const insertRows = `insert into bulk_job_row (provider_id, client_id, job_id, number, verb, parameters, person_id, email, external_id)
  select ?, ?, ?, r.number, r.verb, r.parameters, r."userId", coalesce(r.email, u.email), r."externalId"
  from jsonb_to_recordset(?::jsonb) as r(number int, verb text, parameters jsonb, "userId" uuid, email text, "externalId" text)
  left join client_user u on u.client_id = ? and u.id = r."userId"`

export async function createBulkJob(tx: Transaction, viewer: Viewer, from: From, input: CreateBulkJobInput): Promise<BulkJob> {
  const { directory, clientId } = input
  if (directory && !otherDeeds(input).length)
    return startJob(tx, viewer, from, clientId, BulkAction.DIRECTORY, client => planDirectory(tx, viewer, client, directory), null)
  const { action, rows } = readPlan(input)
  return startJob(tx, viewer, from, clientId, action, async () => rows, null)
}

/** Tries again what was refused or cancelled, as a job of its own with the rights of whoever asks. */
export async function retryBulkJob(tx: Transaction, viewer: Viewer, from: From, id: string): Promise<BulkJob> {
  const job = await reachJob(tx, viewer, id)
  if (!job.finishedAt)
    throw new Refused('WRONG_STATUS', 'This job goes on; cancel it or wait for its end.', { status: 'RUNNING' })
  const rows = await tx.em.execute<PlannedRow[]>(
    `select verb, parameters, person_id "userId", email, external_id "externalId" from bulk_job_row
      where client_id = ? and job_id = ? and outcome in ('REFUSED', 'CANCELLED') order by number`,
    [job.clientId, job.id],
  )
  if (!rows.length)
    throw new Refused('WRONG_STATUS', 'Nothing of this job is left to be tried again.', { status: 'DONE' })
  return startJob(tx, viewer, from, job.clientId, job.action, async () => rows, job.id)
}

/** What has been done stays; rows whose turn has not come are not done. */
export async function cancelBulkJob(tx: Transaction, viewer: Viewer, id: string): Promise<BulkJob> {
  const job = await reachJob(tx, viewer, id)
  const client = await viewer.reach(Client, job.clientId, withoutProof(job))
  await tx.em.refresh(job, { lockMode: LockMode.PESSIMISTIC_WRITE })
  if (job.finishedAt)
    return job
  await tx.em.execute(
    `update bulk_job_row set outcome = 'CANCELLED' where client_id = ? and job_id = ? and outcome = 'WAITING'`,
    [job.clientId, job.id],
  )
  job.cancelled = true
  finish(tx, job, client)
  return job
}

export function finish(tx: Transaction, job: BulkJob, client: Client): void {
  const { action, total, done, refused } = job
  job.finishedAt = tx.now
  tx.record(
    'BulkJob_Finished',
    { providerId: job.providerId, client: client.forEvent(), subject: job.forEvent() },
    { action, done, refused, cancelled: total - done - refused },
  )
}

async function startJob(
  tx: Transaction,
  viewer: Viewer,
  from: From,
  clientId: string,
  action: BulkAction,
  plan: (client: Client) => Promise<PlannedRow[]>,
  retryOf: string | null,
): Promise<BulkJob> {
  const [right, ...others] = rightsOf[action]
  const client = await viewer.reach(Client, clientId, right, { lock: true })
  for (const other of others)
    viewer.require(other, client.tenant())
  const rows = await plan(client)
  await requireProofs(tx, viewer, clientId, rows)
  if (await tx.em.count(BulkJob, { clientId, finishedAt: null }) >= maxRunningBulkJobs)
    throw new Refused('LIMIT_EXCEEDED', `${maxRunningBulkJobs} jobs of this client go on; wait for one of them.`, { max: maxRunningBulkJobs })
  const { accountId, name, sessionId = null, apiTokenId: toolId = null, proofs } = viewer.requireSignedIn()
  const job = tx.em.create(BulkJob, {
    id: randomUUID(),
    providerId: client.providerId,
    clientId,
    action,
    madeById: accountId,
    madeBy: name,
    sessionId,
    toolId,
    proofs: proofPurposes.filter(purpose => tx.now.getTime() - (proofs?.[purpose] ?? 0) <= proofLife),
    deviceType: from.type,
    ip: from.ip,
    retryOf,
    total: rows.length,
    done: 0,
    refused: 0,
    createdAt: tx.now,
    finishedAt: null,
    cancelled: false,
  })
  await tx.em.flush()
  const written = JSON.stringify(rows.map((row, index) => ({ ...row, number: index + 1 })))
  tx.keptBytes += written.length + rowOverhead * rows.length
  await tx.em.execute(insertRows, [client.providerId, clientId, job.id, written, clientId])
  tx.record(
    'BulkJob_Started',
    { providerId: client.providerId, client: client.forEvent(), subject: job.forEvent() },
    { action, people: rows.length },
  )
  return job
}

/** What its rows will ask of the session is asked while somebody is there to give it. Errors: REAUTH_REQUIRED. */
async function requireProofs({ em }: Transaction, viewer: Viewer, clientId: string, rows: readonly PlannedRow[]): Promise<void> {
  requireProofForOwners(viewer, ...rows.flatMap(({ parameters: { role } }) => role ?? []))
  const ids = rows.flatMap(({ verb, userId }) => userId && touchesOwners.has(verb) ? userId : [])
  const [owner] = ids.length
    ? await em.execute<object[]>(`select from client_user where client_id = ? and id = any(?::uuid[]) and role = 'OWNER' limit 1`, [clientId, `{${ids.join()}}`])
    : []
  if (owner)
    requireProofForOwners(viewer, UserRole.OWNER)
}

/** Errors: NOT_FOUND, FORBIDDEN. */
async function reachJob({ em }: Transaction, viewer: Viewer, id: string): Promise<BulkJob> {
  viewer.requireSignedIn()
  const job = isUuid(id) ? await em.findOne(BulkJob, { id }) : null
  if (!job)
    throw new Refused('NOT_FOUND')
  viewer.require(withoutProof(job), job.tenant())
  return job
}

/** Ending or looking at what a job does takes no proof, whatever it does. */
function withoutProof({ action }: BulkJob) {
  return action === 'REMOVE' ? 'user:revoke' : rightsOf[action][0]
}

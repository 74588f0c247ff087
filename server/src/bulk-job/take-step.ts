import { LockMode } from '@mikro-orm/postgresql'
import type { ProofPurpose } from '@wardroom/schema/permissions'
import { nobody } from '../access/tenants.js'
import { Viewer } from '../access/viewer.js'
import type { Identity } from '../access/viewer.js'
import { Client } from '../client/client.js'
import type { PersonResult } from '../lib/bulk.js'
import { Refused } from '../lib/refused.js'
import type { Services } from '../request/services.js'
import { commit } from '../transaction/transaction.js'
import type { Transaction } from '../transaction/transaction.js'
import type { BulkAction } from './bulk-job.js'
import { BulkJob } from './bulk-job.js'
import { finish } from './create-bulk-job.js'
import { rightsOf, verbs } from './verbs.js'
import type { Parameters, Person, Verb } from './verbs.js'

/** A job that goes on, and with whose rights. */
export interface Due {
  providerId: string
  clientId: string
  id: string
  action: BulkAction
  madeById: string
  madeBy: string
  sessionId: string | null
  toolId: string | null
  proofs: ProofPurpose[]
  deviceType: number
  ip: string | null
}

interface Waiting extends Person {
  number: number
  verb: Verb
  parameters: Parameters
}

export interface Step { rows: number, done: number }
const nothing: Step = { rows: 0, done: 0 }

type Outcome = Pick<PersonResult, 'ok' | 'code' | 'message'>

const waiting = `select number, verb, parameters, person_id "userId", email, external_id "externalId" from bulk_job_row r
  where r.client_id = ? and r.job_id = ? and r.outcome = 'WAITING' and (r.verb, r.parameters) = (
    select verb, parameters from bulk_job_row where client_id = r.client_id and job_id = r.job_id and outcome = 'WAITING' order by number limit 1)
  order by r.number limit ?`
const settle = `update bulk_job_row r set outcome = case when o.ok then 'DONE' else 'REFUSED' end, code = o.code, message = o.message
  from jsonb_to_recordset(?::jsonb) as o(number int, ok boolean, code text, message text)
  where r.client_id = ? and r.job_id = ? and r.number = o.number and r.outcome = 'WAITING'`

/** Of what would let some in and not others, as they come: asked one by one. */
const aboutRoom = new Set(['NO_FREE_SEAT', 'AUTO_GROW_CEILING'])

/**
 * Does the next rows of a job with the rights that its maker has now, in one transaction.
 * @returns how many rows had their turn, and how many of them were done
 * @throws what refused all of them: with fewer rows some may be done
 */
export async function takeStep(services: Services, job: Due, size: number): Promise<Step> {
  const { identities } = services
  const credential = identities.credentialOf(job.toolId ? 'API_TOKEN' : 'ACCOUNT', (job.toolId ?? job.sessionId)!, job.ip ?? '')
  const identity = proved(await credential.fresh(), job.proofs)
  const viewer = new Viewer(identity)
  const { providerId, clientId } = job
  if (!rightsOf[job.action].every(right => viewer.can(right, { providerId, clientId }))) {
    await refuseRest(services, job, new Refused(viewer.authorityIn({ providerId, clientId }) ? 'FORBIDDEN' : 'NOT_FOUND'))
    return nothing
  }
  const actor = { kind: identity.kind, id: identity.accountId, name: identity.name, deviceType: job.deviceType, ip: job.ip ?? undefined }
  return commit(services, { tenants: viewer.tenants, actor, rights: { credential, identity } }, async (tx) => {
    if (!await lockJob(tx, job))
      return nothing
    const rows = await tx.em.execute<Waiting[]>(waiting, [clientId, job.id, size])
    const outcomes = rows.length ? await outcomesOf(tx, viewer.within(() => tx.em), job, rows) : []
    await write(tx, job, rows, outcomes)
    return { rows: rows.length, done: outcomes.filter(({ ok }) => ok).length }
  }).catch((error: unknown) => { throw error instanceof Refused ? viewer.told(error) : error })
}

/** Nobody asks a job for a proof: what its maker had proved when it was made holds to its end. */
function proved(identity: Identity, proofs: readonly ProofPurpose[]): Identity {
  return { ...identity, proofs: Object.fromEntries(proofs.map(purpose => [purpose, Date.now()])) }
}

/** The client first, as the verbs do. @returns null where it has ended, or another process is at it */
async function lockJob({ em }: Transaction, { id, clientId }: Due): Promise<{ job: BulkJob, client: Client } | null> {
  const client = await em.findOne(Client, { id: clientId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  const job = client && await em.findOne(BulkJob, { id, finishedAt: null }, { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE })
  return job ? { job, client } : null
}

async function outcomesOf(tx: Transaction, viewer: Viewer, { clientId }: Due, rows: readonly Waiting[]): Promise<Outcome[]> {
  const [{ verb, parameters }] = rows as [Waiting]
  const here = await idsWithin(tx, clientId, rows)
  const people = rows.filter(({ userId }) => userId === null || here.has(userId))
  const results = people.length ? await verbs[verb](tx, viewer, clientId, people, parameters) : []
  if (rows.length > 1 && results.some(({ code }) => code && aboutRoom.has(code)))
    throw new Refused('NO_FREE_SEAT')
  const byRow = new Map(people.map((person, index) => [person, results[index]!]))
  return rows.map(row => byRow.get(row) ?? outcomeOf(new Refused('NOT_FOUND')))
}

function outcomeOf({ code, message, facts }: Refused): Outcome {
  const [broken] = (facts.rows ?? []) as Array<{ code: string, message: string }>
  return { ok: false, ...broken ?? { code, message } }
}

/** A job is about its client's people, whomever its maker may reach elsewhere. */
async function idsWithin({ em }: Transaction, clientId: string, rows: readonly Waiting[]): Promise<Set<string>> {
  const ids = rows.flatMap(({ userId }) => userId ?? [])
  const found = ids.length
    ? await em.execute<Array<{ id: string }>>('select id from client_user where client_id = ? and id = any(?::uuid[])', [clientId, `{${ids.join()}}`])
    : []
  return new Set(found.map(({ id }) => id))
}

async function write({ em }: Transaction, { id, clientId }: Due, rows: readonly Waiting[], outcomes: readonly Outcome[]): Promise<void> {
  if (!rows.length)
    return
  await em.flush()
  const settled = rows.map(({ number }, index) => ({ number, ...outcomes[index]! }))
  await em.execute(settle, [JSON.stringify(settled.map(({ number, ok, code, message }) => ({ number, ok, code, message }))), clientId, id])
  const done = settled.filter(({ ok }) => ok).length
  await em.execute('update bulk_job set done = done + ?, refused = refused + ? where client_id = ? and id = ?', [
    done,
    rows.length - done,
    clientId,
    id,
  ])
}

function bySystem({ providerId }: Due) {
  return { tenants: { actor: nobody, providers: [providerId], clients: [] }, actor: { kind: 'SYSTEM' } } as const
}

/** The next row alone, which was tried alone. */
export function refuseNext(services: Services, due: Due, refusal: Refused): Promise<void> {
  return refuse(services, due, refusal, 1)
}

/** Its maker may no longer: each row that is left is refused for it. */
export function refuseRest(services: Services, due: Due, refusal: Refused): Promise<void> {
  return refuse(services, due, refusal, null)
}

function refuse(services: Services, due: Due, refusal: Refused, limit: number | null): Promise<void> {
  const { code, message } = outcomeOf(refusal)
  return commit(services, bySystem(due), async (tx) => {
    const locked = await lockJob(tx, due)
    if (!locked)
      return
    const rows = await tx.em.execute<object[]>(
      `update bulk_job_row set outcome = 'REFUSED', code = ?, message = ? where client_id = ? and job_id = ? and number in (
        select number from bulk_job_row where client_id = ? and job_id = ? and outcome = 'WAITING' order by number limit ?) returning number`,
      [code, message, due.clientId, due.id, due.clientId, due.id, limit],
    )
    locked.job.refused += rows.length
  })
}

/** Once none of its rows waits. */
export function finishJob(services: Services, due: Due): Promise<void> {
  return commit(services, bySystem(due), async (tx) => {
    const locked = await lockJob(tx, due)
    if (!locked)
      return
    const [left] = await tx.em.execute<object[]>(
      `select from bulk_job_row where client_id = ? and job_id = ? and outcome = 'WAITING' limit 1`,
      [due.clientId, due.id],
    )
    if (!left)
      finish(tx, locked.job, locked.client)
  })
}

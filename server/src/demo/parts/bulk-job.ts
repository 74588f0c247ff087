import { randomUUID } from 'node:crypto'
import { errors } from '@wardroom/schema/errors'
import type {} from '../../bulk-job/bulk-job.js'
import type { Actor } from '../../event/append.js'
import { after, day, second } from '../../lib/clock.js'
import type {} from '../../recovery/recovery.js'
import type { Past } from '../history/record-history.js'
import type { Company, CompanyMember } from '../people/company.js'
import type { DemoPart } from './part.js'

interface DemoJob {
  id: string
  at: Date
  people: Array<{ member: CompanyMember, done: boolean }>
}

/** Of companies that are large enough for work in bulk to be worth it. */
const fewest = 15

const known = new WeakMap<Company, DemoJob>()

/** Some days ago somebody of the provider signed everybody of a client out; whoever had no access yet was refused. */
export const bulkJob: DemoPart = {
  rows: ({ provider, companies, team }) => [
    {
      table: 'bulk_job',
      rows: withJob(companies).map(({ company, job: { id, at, people } }) => {
        const actor: Actor = team.founder.actor()
        return {
          provider_id: provider.id,
          client_id: company.id,
          id,
          action: 'SIGN_OUT',
          made_by_id: actor.id,
          made_by: actor.name,
          session_id: randomUUID(),
          proofs: [],
          device_type: actor.deviceType,
          ip: actor.ip,
          total: people.length,
          done: people.filter(({ done }) => done).length,
          refused: people.filter(({ done }) => !done).length,
          created_at: at,
          finished_at: endOf(at),
          cancelled: false,
        }
      }),
    },
    {
      table: 'bulk_job_row',
      rows: withJob(companies).flatMap(({ company, job: { id, people } }) => people.map(({ member, done }, index) => ({
        provider_id: provider.id,
        client_id: company.id,
        job_id: id,
        id: randomUUID(),
        number: index + 1,
        verb: 'SIGN_OUT',
        parameters: {},
        person_id: member.id,
        email: member.email,
        outcome: done ? 'DONE' : 'REFUSED',
        code: done ? null : 'WRONG_STATUS',
        message: done ? null : errors.WRONG_STATUS.sentence,
      }))),
    },
  ],
  history: { client: recordJob },
}

function recordJob(past: Past, company: Company): void {
  const job = jobOf(company)
  if (!job)
    return
  const { id, at, people } = job
  const subject = { kind: 'BULK_JOB', id } as const
  const actor = past.team.founder.actor()
  past.events.record('BulkJob_Started', { client: company.forEvent(at), subject, actor, at }, { action: 'SIGN_OUT', people: people.length })
  const done = people.filter(({ done }) => done)
  for (const { member } of done) {
    past.events.record(
      'OrganizationUser_SignedOut',
      { client: company.forEvent(at), subject: member.subject(at), actor, at },
      { email: member.email, sessions: 0 },
    )
  }
  past.events.record(
    'BulkJob_Finished',
    { client: company.forEvent(at), subject, actor: { kind: 'SYSTEM' }, at: endOf(at) },
    { action: 'SIGN_OUT', done: done.length, refused: people.length - done.length, cancelled: 0 },
  )
}

const endOf = (at: Date) => after(at, 4 * second)

function withJob(companies: readonly Company[]) {
  return companies.flatMap((company) => {
    const job = jobOf(company)
    return job ? [{ company, job }] : []
  })
}

function jobOf(company: Company): DemoJob | undefined {
  const { members, createdAt, today } = company
  const at = after(today, -3 * day)
  const people = members.flatMap((member) => {
    const invited = member.at('invited')
    const gone = member.finalStatus === 'LEFT' || member.finalStatus === 'REVOKED' || member.finalStatus === 'STAGED'
    return invited && invited < at && !gone ? [{ member, done: member.isConfirmedAt(at) }] : []
  })
  if (createdAt > at || people.length < fewest)
    return undefined
  const job = known.get(company) ?? { id: randomUUID(), at, people }
  known.set(company, job)
  return job
}

import type { TwoStepClass } from '../gql/graphql.js'
import type { Translate } from '../i18n/use-i18n.js'
import { isoMoment, toCsv } from '../lib/csv.js'

/** A person as a report has them. */
export interface ReportedPerson {
  email: string
  name?: string | null
  /** In the reader's language. */
  role: string
  status: string
  twoStepClass?: TwoStepClass | null
  twoStepSince?: string | null
  /** Undefined: not of this list. */
  recoveryEnrolledAt?: string | null
  lastSignInAt?: string | null
  createdAt: string
}

/** More people than these stand in no report. */
export const mostReported = 20_000

/** People as a CSV report, in the language of the page; moments are in UTC. */
export function peopleToCsv(people: readonly ReportedPerson[], t: Translate, { recovery }: { recovery: boolean }): string {
  const fields = [
    t('user.email'),
    t('ui.name'),
    t('user.role'),
    t('user.status_'),
    t('twoStep.title'),
    t('user.report.twoStepSince'),
    ...recovery ? [t('user.report.recoverySince')] : [],
    t('user.lastSignIn'),
    t('user.report.invited'),
  ]
  return toCsv(fields, people.map(person => [
    person.email,
    person.name ?? '',
    person.role,
    person.status,
    t(`user.twoStepClass.${person.twoStepClass ?? 'NONE'}`),
    isoMoment(person.twoStepSince),
    ...recovery ? [isoMoment(person.recoveryEnrolledAt)] : [],
    isoMoment(person.lastSignInAt),
    isoMoment(person.createdAt),
  ]))
}

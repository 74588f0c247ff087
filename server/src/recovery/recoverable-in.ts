import { anyOf, query, statement } from '../database/query.js'
import { PolicyKind } from '../policy/policy.js'
import { loader } from '../request/loader.js'
import { UserStatus } from '../user/user.js'

interface Colleague { accountId: string, providerId: string }

const enrolments = statement(({ accountIds }: { accountIds: readonly string[] }) => query.selectFrom('client_user as t')
  .innerJoin('policy as p', 'p.client_id', 't.client_id')
  .select(['t.account_id as accountId', 't.provider_id as providerId', 't.client_id as clientId'])
  .where('t.account_id', '=', anyOf(accountIds))
  .where('t.recovery_enrolled', '=', true)
  .where('t.status', 'in', [UserStatus.ACCEPTED, UserStatus.CONFIRMED])
  .where('p.kind', '=', PolicyKind.ACCOUNT_RECOVERY)
  .where('p.enabled', '=', true)
  .orderBy('t.client_id'))

/** The clients of their provider in which colleagues have enrolled in account recovery, while these offer it; by id. */
export const recoverableInLoader = loader<Colleague, string[]>(async (colleagues, { viewer: { tenants }, services: { database } }) => {
  const rows = await database.read(tenants, enrolments({ accountIds: colleagues.map(({ accountId }) => accountId) }))
  return colleagues.map(({ accountId, providerId }) =>
    rows.flatMap(row => row.accountId === accountId && row.providerId === providerId ? [row.clientId] : []))
}, ({ accountId, providerId }) => `${accountId} ${providerId}`)

import type pg from 'pg'
import type { TwoStepDemand } from './two-step.js'

const demands = `
  select p.name "providerName", null "clientName", p.two_step_required_from "from" from provider_user m join provider p on p.id = m.provider_id
  where m.account_id = $1 and m.status = 'CONFIRMED' and m.two_step_since is null and p.two_step_required_from is not null
  union all
  select p.name, c.name, y.holds_from from client_user u join client c on c.id = u.client_id and not c.suspended join provider p on p.id = c.provider_id
  join policy y on y.client_id = u.client_id and y.kind = 'TWO_STEP_LOGIN' and y.enabled
  where u.account_id = $1 and not u.two_step and (u.status in ('ACCEPTED', 'CONFIRMED') or u.status = 'REVOKED' and u.revocation_reason = 'TwoStepLogin') and u.role not in ('OWNER', 'ADMIN')
  order by "from", "providerName", "clientName"`

/** Who demands two-step login of somebody who has none; clients that have suspended them for it are among them. */
export async function twoStepDemandsOn(system: pg.Pool, accountId: string): Promise<TwoStepDemand[]> {
  const { rows } = await system.query<TwoStepDemand>(demands, [accountId])
  return rows
}

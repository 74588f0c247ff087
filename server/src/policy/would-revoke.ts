import type { ClientRow } from '../client/client-row.js'
import type { Context } from '../request/context.js'
import { loader } from '../request/loader.js'
import { PolicyKind } from './policy.js'

interface Revoked {
  name: string
  /** @param client its id, as SQL */
  people: (client: string) => string
}

/** Only these revoke anybody. Who may ask reaches the client. */
const whom: Partial<Record<PolicyKind, Revoked>> = {
  [PolicyKind.TWO_STEP_LOGIN]: {
    name: 'without-two-step',
    people: client => `client_user u where u.client_id = ${client} and lacks_two_step(u)`,
  },
  [PolicyKind.SINGLE_ORGANIZATION]: {
    name: 'members-elsewhere',
    people: client => `members_elsewhere(${client}) u(id)`,
  },
}

export async function listWouldRevoke(
  { viewer, services: { database } }: Context,
  client: ClientRow,
  kind: PolicyKind,
  limit: number,
): Promise<string[]> {
  const revoked = whom[kind]
  const rows = revoked
    ? await database.read<{ id: string }>(viewer.tenants, {
        name: revoked.name,
        text: `select u.id from ${revoked.people('$1')} order by u.id limit $2`,
        values: [client.id, limit],
      })
    : []
  return rows.map(({ id }) => id)
}

/** By client id. */
function countsOf({ name, people }: Revoked) {
  return loader<string, number>(async (ids, { viewer: { tenants }, services: { database } }) => {
    const rows = await database.read<{ id: string, n: number }>(tenants, {
      name: `count-${name}`,
      text: `select c.id, (select count(*)::int from ${people('c.id')}) n from unnest($1::uuid[]) c(id)`,
      values: [ids],
    })
    const counts = new Map(rows.map(({ id, n }) => [id, n]))
    return ids.map(id => counts.get(id)!)
  })
}

export async function countWouldRevoke(context: Context, client: ClientRow, kind: PolicyKind): Promise<number> {
  const revoked = whom[kind]
  return revoked ? context.loadPage(`would-revoke ${kind}`, countsOf(revoked), client.id) : 0
}

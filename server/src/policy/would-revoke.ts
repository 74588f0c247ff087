import type { ClientRow } from '../client/client-row.js'
import type { Context } from '../request/context.js'
import { PolicyKind } from './policy.js'

/** Only these revoke anybody. Who may ask reaches the client. */
const whom: Partial<Record<PolicyKind, { name: string, from: string }>> = {
  [PolicyKind.TWO_STEP_LOGIN]: {
    name: 'without-two-step',
    from: 'from client_user u where u.client_id = $1 and lacks_two_step(u)',
  },
  [PolicyKind.SINGLE_ORGANIZATION]: {
    name: 'members-elsewhere',
    from: 'from members_elsewhere($1) u(id)',
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
        text: `select u.id ${revoked.from} order by u.id limit $2`,
        values: [client.id, limit],
      })
    : []
  return rows.map(({ id }) => id)
}

export async function countWouldRevoke({ viewer, services: { database } }: Context, client: ClientRow, kind: PolicyKind): Promise<number> {
  const revoked = whom[kind]
  const [row] = revoked
    ? await database.read<{ n: number }>(viewer.tenants, {
        name: `count-${revoked.name}`,
        text: `select count(*)::int n ${revoked.from}`,
        values: [client.id],
      })
    : []
  return row?.n ?? 0
}

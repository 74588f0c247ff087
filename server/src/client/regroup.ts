import type { Transaction } from '../transaction/transaction.js'
import type { Client } from './client.js'

declare module '../event/append.js' {
  interface EventDetails {
    Organization_Regrouped: { joined: string[], left: string[] }
  }
}

/** A client that came into a group by rule, or went out of it. */
export interface Move {
  clientId: string
  clientName: string
  groupName: string
  joins: boolean
}

const moved = `select client_id "clientId", client_name "clientName", group_name "groupName", joins from regroup_clients(?, ?::uuid[])`

/**
 * What rules look at has changed (name, plan, seats, tags): the clients come into groups, and go out of them. Told in the provider's own
 * log, since the groups are the provider's affair.
 */
export async function regroup(tx: Transaction, providerId: string, clients: ReadonlyArray<Pick<Client, 'id'>>): Promise<void> {
  await tx.em.flush()
  const moves = await tx.em.execute<Move[]>(moved, [providerId, `{${clients.map(({ id }) => id).join()}}`])
  if (moves.length)
    await tx.reaching(providerId, () => Promise.resolve(recordMoves(tx, providerId, moves)))
}

/** One event for each client. */
export function recordMoves(tx: Transaction, providerId: string, moves: readonly Move[]): void {
  for (const [id, ofClient] of Map.groupBy(moves, ({ clientId }) => clientId)) {
    const names = (joins: boolean) => ofClient.filter(move => move.joins === joins).map(({ groupName }) => groupName)
    tx.record(
      'Organization_Regrouped',
      { providerId, subject: { kind: 'CLIENT', id, name: ofClient[0]!.clientName } },
      { joined: names(true), left: names(false) },
    )
  }
}

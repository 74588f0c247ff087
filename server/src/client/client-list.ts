import { sql } from 'kysely'
import { ID } from 'type-graphql'
import type { Viewer } from '../access/viewer.js'
import type { Database } from '../database/database.js'
import { byFlag, byNumber, byText, byValue } from '../database/list/filter.js'
import type { Member } from '../database/list/filter.js'
import { list } from '../database/list/list.js'
import { alphabetical, chronological, numerical } from '../database/list/order.js'
import type { Asked, FilterFor, Listed, OrderFor } from '../database/list/list.js'
import { asRow } from '../database/row.js'
import { query } from '../database/query.js'
import { briefEventColumns, eventColumns } from '../event/row.js'
import type { EventRow } from '../event/row.js'
import { toEvent } from '../event/event.js'
import { Plan } from '../seat-pool/plan.js'
import { clientColumns, clientKeyColumns } from './client-row.js'
import type { ClientRow } from './client-row.js'
import { Client } from './client.js'
import { countUsers } from './user-counts.js'
import type { UserCounts } from './user-counts.js'

/** Joined fields that were selected, so that a page stays one statement. */
export interface Wanted {
  keys: boolean
  userCounts: boolean
  lastEvent: 'brief' | 'whole' | null
}

/** A client as the statement reads it; of the event perhaps only `briefEventColumns`. */
type Read = Omit<ClientRow, 'tenant' | 'userCounts' | 'lastEvent'> & {
  userCounts?: UserCounts
  lastEvent?: Omit<EventRow, 'at' | 'seq'> & { at: string, seq: number } | null
}

const uuid = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'

/** First which are in them, then those clients: a small group among many clients is not looked for row by row. */
function byGroups(description: string): Member<readonly string[], 'id'> {
  return {
    type: () => [ID],
    description,
    permission: 'client:readGroups',
    columns: ['id'],
    conditions: groups => [sql`t.id = any(array(select m.client_id from client_group_member m where m.client_group_id = any(array(
      select lower(g)::uuid from unnest(${groups}::text[]) g where lower(g) ~ ${sql.lit(uuid)}))))`],
  }
}

function byTags(description: string): Member<readonly string[], 'tags'> {
  return {
    type: () => [String],
    description,
    permission: 'client:readGroups',
    columns: ['tags'],
    conditions: tags => [sql`t.tags @> array(select lower(tag) from unnest(${tags}::text[]) tag)`],
  }
}

export const clients = list<Read, Wanted>()({
  name: 'Client',
  plural: 'clients',
  table: 'client',
  columns: ({ keys }) => [...clientColumns, 't.occupied_seats as occupiedSeats', ...keys ? clientKeyColumns : []],
  filters: {
    name: byText('name_key', 'By name.'),
    plan: byValue('plan', Plan, 'Only clients of this plan.'),
    groups: byGroups('Only clients in one of these groups of clients.'),
    tags: byTags('Only clients with every one of these tags, ignoring case.'),
    suspended: byFlag('suspended', 'True: only clients that are suspended; false: only those that are not.'),
    freeSeats: byNumber('free_seats', 'By seats that nobody occupies; lists only clients whose seats the viewer may read.', 'seat:read'),
  },
  orders: {
    NAME: alphabetical('name_key', 'By name, ignoring case.'),
    SEATS: numerical('seats', 'By bought seats; lists only clients whose seats the viewer may read.', 'seat:read'),
    OCCUPIED: numerical('occupied_seats', 'By occupied seats; lists only clients whose seats the viewer may read.', 'seat:read'),
    CREATED_AT: chronological('created_at', 'By when they were created.'),
    LAST_EVENT_AT: {
      ...chronological('last_at', 'By their newest event, clients without one as the oldest; lists only clients whose events the viewer may read.'),
      permission: 'event:read',
      beside: { join: sql`join client_tail tail on tail.provider_id = t.provider_id and tail.client_id = t.id`, alias: 'tail', id: 'client_id' },
    },
  },
  beside: ({ userCounts, lastEvent }) => [
    ...userCounts ? [sql`(select ${countUsers} from client_user u where u.client_id = r.id) "userCounts"`] : [],
    ...lastEvent
      ? [sql`(select to_jsonb(newest) from (
      ${query.selectFrom('event as e')
        .select(lastEvent === 'brief' ? briefEventColumns : eventColumns)
        .where('e.client_id', '=', sql.ref<string>('r.id'))
        .where('e.provider_id', '=', sql.ref<string>('r.providerId'))
        .orderBy('e.seq', 'desc')
        .limit(sql.lit(1))}
    ) newest) "lastEvent"`]
      : [],
  ],
})

export function listClients(
  database: Database,
  viewer: Viewer,
  asked: Asked<FilterFor<typeof clients>, OrderFor<typeof clients>['field'], Wanted>,
): Promise<Listed<ClientRow>> {
  return clients.reachable(database, viewer, 'client:read', asked, ({ lastEvent, ...columns }) => {
    const row: ClientRow = asRow(Client, columns)
    if (lastEvent !== undefined) {
      row.lastEvent = lastEvent && viewer.can('event:read', row.tenant())
        ? toEvent({ ...lastEvent, at: new Date(lastEvent.at), seq: String(lastEvent.seq) })
        : null
    }
    return row
  })
}

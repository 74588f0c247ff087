import { sql } from 'kysely'
import type { CompiledQuery } from 'kysely'
import type { Circumstance } from '../access/permissions.js'
import type { Viewer } from '../access/viewer.js'
import { anyOf, query, statement } from '../database/query.js'
import { loader } from '../request/loader.js'
import type { Transaction } from '../transaction/transaction.js'
import { managing } from './access.js'

/** How whoever asks stands to a collection. */
export interface Standing {
  id: string
  /** What they reach it with, by themself or by groups; null where they do not. */
  access: number | null
  /** By anybody. */
  managed: boolean
  adminAccess: boolean
  deletionLimited: boolean
}

const columns = 'id, access, managed, admin_access "adminAccess", deletion_limited "deletionLimited"'

/** What is asked about, and the memberships of whoever asks. */
interface Asked { ids: readonly string[], own: readonly string[] }

const standings = statement(({ ids, own }: Asked) => ({
  compile: (): CompiledQuery<Standing> =>
    sql<Standing>`select ${sql.raw(columns)} from standing_to_collections(${ids}::uuid[], ${own}::uuid[])`.compile(query),
}))

const nowhere = { access: null, managed: true, adminAccess: false, deletionLimited: true }

/** By collection id. */
export const standingLoader = loader<string, Standing>(async (ids, { viewer, services: { database } }) => {
  const rows = await database.read(viewer.tenants, standings({ ids, own: ownIn(viewer) }))
  return ids.map(id => rows.find(row => row.id === id) ?? { id, ...nowhere })
})

/** As it is in a transaction: what it hangs on changes under the lock of the client alone. */
export async function standingsNow({ em }: Transaction, viewer: Viewer, ids: readonly string[]): Promise<Map<string, Standing>> {
  await em.flush()
  const rows = await em.execute<Standing[]>(
    `select ${columns} from standing_to_collections(?::uuid[], ?::uuid[])`,
    [`{${ids.join()}}`, `{${ownIn(viewer).join()}}`],
  )
  return new Map(rows.map(row => [row.id, row]))
}

/** What is so, of all that a right to it may hang on. */
export function circumstancesOf({ access, managed, adminAccess, deletionLimited }: Standing): Circumstance[] {
  const manages = access === managing
  return [
    ...access === null ? [] : ['reaches' as const],
    ...manages ? ['manages' as const] : [],
    ...manages && !deletionLimited ? ['managesDeletable' as const] : [],
    ...managed ? [] : ['orphaned' as const],
    ...adminAccess ? ['adminAccess' as const] : [],
  ]
}

function ownIn({ identity }: Viewer): string[] {
  return [...identity?.members.values() ?? []].map(({ id }) => id)
}

const managedClients = statement(({ ids, own }: Asked) => query.selectFrom('collection_reach as r')
  .select('r.client_id as id')
  .distinct()
  .where('r.client_id', '=', anyOf(ids))
  .where('r.user_id', '=', anyOf(own))
  .where('r.access', '=', sql.lit(managing)))

/** By client id: whether the viewer manages a collection there. */
export const managesLoader = loader<string, boolean>(async (ids, { viewer, services: { database } }) => {
  const rows = new Set((await database.read(viewer.tenants, managedClients({ ids, own: ownIn(viewer) }))).map(({ id }) => id))
  return ids.map(id => rows.has(id))
})

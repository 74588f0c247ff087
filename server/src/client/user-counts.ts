import { sql } from 'kysely'
import { Field, Int, ObjectType } from 'type-graphql'
import { anyOf, query, statement } from '../database/query.js'
import { loader } from '../request/loader.js'

@ObjectType({ description: 'How many people of a client have each status.' })
export class UserCounts {
  @Field(() => Int, { description: 'Invited by mail.' })
  invited!: number

  @Field(() => Int, { description: 'Accepted, waiting to be confirmed.' })
  accepted!: number

  @Field(() => Int, { description: 'Confirmed: they hold the client key.' })
  confirmed!: number

  @Field(() => Int, { description: 'Suspended.' })
  revoked!: number

  @Field(() => Int, { description: 'Provisioned without an invitation.' })
  staged!: number
}

const noUsers: UserCounts = { invited: 0, accepted: 0, confirmed: 0, revoked: 0, staged: 0 }

/** Statuses that take a seat are the first three. */
export function occupiedSeats({ invited, accepted, confirmed }: UserCounts): number {
  return invited + accepted + confirmed
}

/** To be selected from `client_user u`. */
export const countUsers = sql<UserCounts>`json_build_object(${sql.join(Object.keys(noUsers)
  .map(status => sql`${sql.lit(status)}::text, count(*) filter (where u.status = ${sql.lit(status.toUpperCase())})`))})`

const countsByClient = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('client_user as u')
  .select(['u.client_id as id', countUsers.as('counts')])
  .where('u.client_id', '=', anyOf(ids))
  .groupBy('u.client_id'))

export const userCountsLoader = loader<string, UserCounts>(async (clientIds, { viewer: { tenants }, services: { database } }) => {
  const rows = await database.read(tenants, countsByClient({ ids: clientIds }))
  const counted = new Map(rows.map(({ id, counts }) => [id, counts]))
  return clientIds.map(id => counted.get(id) ?? noUsers)
})

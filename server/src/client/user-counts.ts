import { Field, Int, ObjectType } from 'type-graphql'
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

/** To be selected from `client_user u`, grouped or laterally joined by client. */
export const countColumns = (['invited', 'accepted', 'confirmed', 'revoked', 'staged'] as const)
  .map(status => `count(*) filter (where u.status = '${status.toUpperCase()}')::int ${status}`)
  .join(', ')

export const userCountsLoader = loader<string, UserCounts>(async (clientIds, { viewer: { tenants }, services: { database } }) => {
  const rows = await database.read<UserCounts & { id: string }>(tenants, {
    name: 'user-counts',
    text: `select u.client_id id, ${countColumns} from client_user u where u.client_id = any($1::uuid[]) group by 1`,
    values: [clientIds],
  })
  const counted = new Map(rows.map(({ id, ...counts }) => [id, counts]))
  return clientIds.map(id => counted.get(id) ?? noUsers)
})

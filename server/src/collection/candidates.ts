import { sql } from 'kysely'
import { Field, ID, ObjectType } from 'type-graphql'
import { query, statement } from '../database/query.js'
import { describeEnum } from '../lib/enum.js'

export enum HolderKind {
  PERSON = 'PERSON',
  GROUP = 'GROUP',
}
describeEnum(HolderKind, 'HolderKind', 'Who can be given access.', {
  PERSON: 'A person; the id is that of a `User`.',
  GROUP: 'A group; the id is that of a `Group`.',
})

@ObjectType({ description: 'A person or a group that can be given access to a collection, and no more of them than a name.' })
export class AccessCandidate {
  @Field(() => ID, { description: 'That of the person or the group.' })
  id!: string

  @Field(() => HolderKind, { description: 'Which of the two.' })
  kind!: HolderKind

  @Field(() => String, { nullable: true, description: 'The name; null for people who have not given one.' })
  name!: string | null

  @Field(() => String, { nullable: true, description: 'The address; null for groups.' })
  email!: string | null
}

/** Of groups and of people, each. */
export const maxCandidates = 50

/** Of one client, groups by name and then people by address. */
export const candidates = statement(({ clientId, search }: { clientId: string, search: string | null }) => {
  const has = (column: string) => search == null ? sql<boolean>`true` : sql<boolean>`strpos(${sql.ref(column)}, lower(${search})) > 0`
  const groups = query.selectFrom('user_group')
    .select(['id', sql<HolderKind>`'GROUP'`.as('kind'), sql<string | null>`name`.as('name'), sql<string | null>`null`.as('email')])
    .where('client_id', '=', clientId)
    .where(has('name_key'))
    .orderBy('name_key')
    .limit(sql.lit(maxCandidates))
  const people = query.selectFrom('client_user')
    .select(['id', sql<HolderKind>`'PERSON'`.as('kind'), 'name', sql<string | null>`email`.as('email')])
    .where('client_id', '=', clientId)
    .where(eb => eb.or([has('email'), has('name_key')]))
    .orderBy('email')
    .limit(sql.lit(maxCandidates))
  return query.selectFrom(groups.as('g')).selectAll().unionAll(query.selectFrom(people.as('p')).selectAll())
})

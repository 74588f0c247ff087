import { defineEntity, p } from '@mikro-orm/core'
import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql'
import type { Tenant } from '../access/viewer.js'
import type { Subject } from '../event/append.js'
import { Node } from '../lib/node.js'
import { ApiTokenScope } from '../access/scopes.js'

declare module '../event/append.js' {
  interface EventDetails {
    ApiToken_Created: { name: string, scopes: string[], clients: number | 'all', expiresAt: string }
    ApiToken_Revoked: { name: string }
  }
}

const schema = defineEntity({
  name: 'ApiToken',
  properties: {
    id: p.uuid().primary(),
    providerId: p.uuid(),
    accountId: p.uuid(),
    createdBy: p.text(),
    name: p.text(),
    prefix: p.text(),
    tokenHash: p.blob(),
    scopes: p.array().$type<ApiTokenScope[]>(),
    clientIds: p.type('uuid[]').$type<string[]>().nullable(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    lastUsedAt: p.datetime().nullable(),
    revokedAt: p.datetime().nullable(),
  },
})

@ObjectType({ implements: Node, description: 'A credential for tools: acts for the person who made it, within its scopes and clients.' })
export class ApiToken extends schema.class implements Node {
  @Field(() => ID, { description: 'UUID.' })
  declare id: string

  @Field(() => String, { description: 'What its maker called it, 1 to 50 characters.' })
  declare name: string

  @Field(() => String, { description: 'The visible beginning of the secret, to recognize it by.' })
  declare prefix: string

  @Field(() => [ApiTokenScope], { description: 'The families of operations it may use.' })
  declare scopes: ApiTokenScope[]

  @Field(() => [ID], { nullable: true, description: 'The clients it is limited to; null: every client of the provider.' })
  declare clientIds: string[] | null

  @Field(() => String, { description: 'Name of the person who made it.' })
  declare createdBy: string

  @Field(() => GraphQLISODateTime, { description: 'When it was made.' })
  declare createdAt: Date

  @Field(() => GraphQLISODateTime, { description: 'From then on it is refused; at most one year after creation.' })
  declare expiresAt: Date

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was last used, to the minute; null: never.' })
  declare lastUsedAt: Date | null

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was revoked; null while it was not.' })
  declare revokedAt: Date | null

  tenant(): Tenant {
    return { providerId: this.providerId }
  }

  forEvent(): Subject {
    return { kind: 'API_TOKEN', id: this.id, name: this.name }
  }

  revoke(now: Date): void {
    this.revokedAt ??= now
  }
}
schema.setClass(ApiToken)

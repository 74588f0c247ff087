import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyTable } from '@mikro-orm/postgresql'
import { ObjectType } from 'type-graphql'
import type { Tenant } from '../access/viewer.js'
import { exposed, FieldsOf } from '../database/columns.js'
import type { Subject } from '../event/append.js'
import { Node } from '../lib/node.js'
import { ApiTokenScope } from '../access/scopes.js'

declare module '../event/append.js' {
  interface EventDetails {
    ApiToken_Created: { name: string, scopes: string[], clients: number | 'all', expiresAt: string }
    ApiToken_Revoked: { name: string }
  }
}

export const ApiTokenSchema = defineEntity({
  name: 'ApiToken',
  properties: {
    id: exposed(p.uuid().primary(), 'UUID.'),
    providerId: p.uuid(),
    accountId: p.uuid(),
    createdBy: exposed(p.text(), 'Name of the person who made it.'),
    name: exposed(p.text(), 'What its maker called it, 1 to 50 characters.'),
    prefix: exposed(p.text(), 'The visible beginning of the secret, to recognize it by.'),
    tokenHash: p.blob().hidden(),
    scopes: exposed(p.enum(() => ApiTokenScope).array(), 'The families of operations it may use.'),
    clientIds: exposed(
      p.type('uuid[]').$type<string[]>().strictNullable(),
      'The clients it is limited to; null: every client of the provider.',
    ),
    createdAt: exposed(p.datetime(), 'When it was made.'),
    expiresAt: exposed(p.datetime(), 'From then on it is refused; at most one year after creation.'),
    lastUsedAt: exposed(p.datetime().strictNullable(), 'When it was last used, to the minute; null: never.'),
    revokedAt: exposed(p.datetime().strictNullable(), 'When it was revoked; null while it was not.'),
  },
})

declare module '../database/query.js' {
  interface Tables {
    api_token: InferKyselyTable<typeof ApiTokenSchema> & { ends_at: Date, name_key: string }
  }
}

@ObjectType({ implements: Node, description: 'A credential for tools: acts for the person who made it, within its scopes and clients.' })
@FieldsOf(ApiTokenSchema)
export class ApiToken extends ApiTokenSchema.class implements Node {
  tenant(this: Pick<ApiToken, 'providerId'>): Tenant {
    return { providerId: this.providerId }
  }

  forEvent(): Subject {
    return { kind: 'API_TOKEN', id: this.id, name: this.name }
  }

  revoke(now: Date): void {
    this.revokedAt ??= now
  }
}
ApiTokenSchema.setClass(ApiToken)

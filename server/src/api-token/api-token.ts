import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyTable } from '@mikro-orm/postgresql'
import { ObjectType } from 'type-graphql'
import type { Tenant } from '../access/viewer.js'
import { exposed, FieldsOf } from '../database/columns.js'
import type { Subject } from '../event/append.js'
import { Node } from '../lib/node.js'
import { Refused } from '../lib/refused.js'
import { tokenHash } from '../lib/secret-token.js'
import { prefixOf } from './secret.js'
import { ApiTokenScope } from '../access/scopes.js'

declare module '../event/append.js' {
  interface EventDetails {
    ApiToken_Created: {
      name: string
      scopes: string[]
      clients: number | 'all'
      groups?: number
      addresses: number | 'all'
      expiresAt: string
    }
    ApiToken_Revoked: { name: string }
    ApiToken_Rotated: { name: string, oldUntil: string | null }
    ApiToken_OldSecretEnded: { name: string }
    ApiToken_AddressesChanged: { name: string, addresses: string[] | 'all', were: string[] | 'all' }
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
    clientGroupIds: exposed(
      p.type('uuid[]').$type<string[]>().strictNullable().default(null),
      'The groups of clients it is limited to, beside `clientIds`: it reaches whatever is in one of them at the time; null: by none.',
    ),
    createdAt: exposed(p.datetime(), 'When it was made.'),
    expiresAt: exposed(p.datetime(), 'From then on it is refused; at most one year after creation.'),
    allowedAddresses: exposed(
      p.type('text[]').$type<string[]>().strictNullable(),
      'The addresses and networks it may be used from; null: from anywhere.',
    ),
    lastUsedAt: exposed(p.datetime().strictNullable(), 'When it was last used, to the minute; null: never.'),
    lastUsedFrom: exposed(p.text().strictNullable(), 'From which address it was last used; null: never, or before this was kept.'),
    oldHash: p.blob().strictNullable().hidden(),
    oldPrefix: exposed(p.text().strictNullable(), 'The visible beginning of the secret before this one; null: there was none.'),
    oldUntil: exposed(p.datetime().strictNullable(), 'Until when the secret before this one works, or has worked; null: there was none.'),
    rotatedAt: exposed(p.datetime().strictNullable(), 'When it got its present secret; null: when it was made.'),
    rotatedBy: exposed(p.text().strictNullable(), 'Name of the person who gave it its present secret; null: its maker, when it was made.'),
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

  /** The old secret works on until `oldUntil`; one that was older still ends now. */
  rotate(secret: string, { by, oldUntil, now }: { by: string, oldUntil: Date, now: Date }): void {
    this.requireAlive(now)
    this.oldHash = this.tokenHash
    this.oldPrefix = this.prefix
    this.oldUntil = oldUntil
    this.tokenHash = tokenHash(secret)
    this.prefix = prefixOf(secret)
    this.rotatedAt = now
    this.rotatedBy = by
  }

  /** @returns whether it worked until now. */
  endOldSecret(now: Date): boolean {
    if (!this.oldUntil || this.oldUntil <= now)
      return false
    this.oldUntil = now
    return true
  }

  /** @returns where it could be used from before. */
  allowFrom(addresses: string[] | null, now: Date): string[] | null {
    this.requireAlive(now)
    const were = this.allowedAddresses
    this.allowedAddresses = addresses
    return were
  }

  private requireAlive(now: Date): void {
    if (this.revokedAt || this.expiresAt <= now)
      throw new Refused('API_TOKEN_ENDED')
  }

  revoke(now: Date): void {
    this.revokedAt ??= now
  }
}
ApiTokenSchema.setClass(ApiToken)

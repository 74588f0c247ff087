import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyTable } from '@mikro-orm/postgresql'
import { ObjectType } from 'type-graphql'
import type { Tenant } from '../access/viewer.js'
import type { Client } from '../client/client.js'
import { exposed, FieldsOf } from '../database/columns.js'
import { Node } from '../lib/node.js'
import { Refused } from '../lib/refused.js'
import { requireSealed } from '../lib/sealed.js'
import { cleanExternalId } from '../lib/text.js'

declare module '../event/append.js' {
  interface EventDetails {
    /** Addresses of people and names of groups, each with the access they have now. */
    Collection_Created: { granted: string[] }
    Collection_Updated: { renamed: boolean, granted: string[], removed: string[] }
    Collection_Deleted: { people: number, groups: number }
  }
}

export const CollectionSchema = defineEntity({
  name: 'Collection',
  properties: {
    id: exposed(p.uuid().primary(), 'UUID, made by the device that sealed the name.'),
    providerId: p.uuid(),
    clientId: p.uuid(),
    name: exposed(p.text(), 'The name under the client\'s key, EncString type 2. Opened, `/` within it nests.'),
    binding: exposed(p.text(), 'Which collection of which client has this name, sealed under the same key (EncString type 2): check it before the name is shown.'),
    externalId: exposed(p.text().strictNullable(), 'The id a directory knows the collection by; null for those made by hand.'),
    createdAt: exposed(p.datetime(), 'When it was made.'),
    revisedAt: exposed(p.datetime(), 'When its name, its external id or who is given access was last changed here.'),
  },
})

interface Given { provider_id: string, client_id: string, collection_id: string, access: number }

declare module '../database/query.js' {
  interface Tables {
    collection: InferKyselyTable<typeof CollectionSchema>
    collection_user: Given & { user_id: string }
    collection_group: Given & { group_id: string }
    /** Who reaches what, by themself or by groups (migration 0044). */
    collection_reach: { client_id: string, collection_id: string, user_id: string, access: number, direct: boolean }
  }
}

@ObjectType({ implements: Node, description: 'Items of a client that are shared together. What it is called only those know who hold the client\'s key.' })
@FieldsOf(CollectionSchema)
export class Collection extends CollectionSchema.class implements Node {
  tenant(this: Pick<Collection, 'providerId' | 'clientId'>): Tenant {
    return { providerId: this.providerId, clientId: this.clientId }
  }

  /** Without a name: the log is no place for what is sealed. */
  about(client: Client) {
    return { providerId: this.providerId, client: client.forEvent(), subject: { kind: 'COLLECTION', id: this.id } } as const
  }

  /** Errors: SEALED_MALFORMED, BAD_USER_INPUT for a name without its binding. @returns whether it is another now */
  rename({ name, binding }: { name?: string | null, binding?: string | null }): boolean {
    if (name == null && binding == null)
      return false
    if (name == null || binding == null)
      throw new Refused('BAD_USER_INPUT', 'A name comes with its binding; send both.', { field: 'binding' })
    requireSealedName(name, binding)
    const renamed = this.name !== name || this.binding !== binding
    Object.assign(this, { name, binding })
    return renamed
  }

  /** Errors: BAD_USER_INPUT. @returns whether it is another now */
  identify(externalId: string | null): boolean {
    const was = this.externalId
    this.externalId = externalId === null ? null : cleanExternalId(externalId)
    return this.externalId !== was
  }
}
CollectionSchema.setClass(Collection)

/** Errors: SEALED_MALFORMED. */
export function requireSealedName(name: string, binding: string): void {
  requireSealed('name', name, 'name')
  requireSealed('name', binding, 'binding')
}

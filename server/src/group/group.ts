import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyTable } from '@mikro-orm/postgresql'
import { maxGroupName } from '@wardroom/schema/limits'
import { ObjectType } from 'type-graphql'
import type { Tenant } from '../access/viewer.js'
import { exposed, FieldsOf } from '../database/columns.js'
import type { Subject } from '../event/append.js'
import { Node } from '../lib/node.js'
import { cleanExternalId, cleanName } from '../lib/text.js'

declare module '../event/append.js' {
  interface EventDetails {
    Group_Created: { name: string, people: number }
    Group_Updated: { name: string, was: string, added: number, removed: number }
    Group_Deleted: { name: string, people: number }
    OrganizationUser_UpdatedGroups: { email: string, added: string[], removed: string[] }
  }
}

export const GroupSchema = defineEntity({
  name: 'Group',
  tableName: 'user_group',
  properties: {
    id: exposed(p.uuid().primary(), 'UUID.'),
    providerId: p.uuid(),
    clientId: p.uuid(),
    name: exposed(p.text(), '1 to 100 characters. Two groups may have the same.'),
    externalId: exposed(p.text().strictNullable(), 'The id a directory knows the group by; null for groups made by hand.'),
    createdAt: exposed(p.datetime(), 'When it was made.'),
    revisedAt: exposed(p.datetime(), 'When its name, its external id or who is in it was last changed here.'),
  },
})

declare module '../database/query.js' {
  interface Tables {
    user_group: InferKyselyTable<typeof GroupSchema> & { name_key: string }
    group_member: { provider_id: string, client_id: string, group_id: string, user_id: string }
  }
}

@ObjectType({ implements: Node, description: 'People of a client who are given access together.' })
@FieldsOf(GroupSchema)
export class Group extends GroupSchema.class implements Node {
  tenant(this: Pick<Group, 'providerId' | 'clientId'>): Tenant {
    return { providerId: this.providerId, clientId: this.clientId }
  }

  forEvent(): Subject {
    return { kind: 'GROUP', id: this.id, name: this.name }
  }

  /** What is left out stays; an external id of null goes. @returns whether anything is another now. */
  change({ name, externalId }: { name?: string | null, externalId?: string | null | undefined }): boolean {
    const before = [this.name, this.externalId]
    if (name != null)
      this.name = cleanName(name, 'name', maxGroupName)
    if (externalId !== undefined)
      this.externalId = externalId === null ? null : cleanExternalId(externalId)
    return this.name !== before[0] || this.externalId !== before[1]
  }
}
GroupSchema.setClass(Group)

import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyTable } from '@mikro-orm/postgresql'
import { maxClientGroupName } from '@wardroom/schema/limits'
import { ObjectType } from 'type-graphql'
import type { Tenant } from '../access/viewer.js'
import { exposed, FieldsOf } from '../database/columns.js'
import type { Subject } from '../event/append.js'
import { Node } from '../lib/node.js'
import { Refused } from '../lib/refused.js'
import { cleanName } from '../lib/text.js'
import type { ClientGroupRule } from './client-group-rule.js'

declare module '../event/append.js' {
  interface EventDetails {
    ClientGroup_Created: { name: string, clients: number, rule: boolean }
    ClientGroup_Updated: { name: string, was: string, joined: number, left: number }
    ClientGroup_Deleted: { name: string, clients: number }
    Organization_Tagged: { added: string[], removed: string[] }
  }
}

export const ClientGroupSchema = defineEntity({
  name: 'ClientGroup',
  tableName: 'client_group',
  properties: {
    id: exposed(p.uuid().primary(), 'UUID.'),
    providerId: p.uuid(),
    name: exposed(p.text(), '1 to 100 characters. Two groups may have the same.'),
    rule: p.json<ClientGroupRule>().strictNullable(),
    createdAt: exposed(p.datetime(), 'When it was made.'),
    revisedAt: exposed(p.datetime(), 'When its name, its rule or its choice of clients was last changed.'),
  },
})

declare module '../database/query.js' {
  interface Tables {
    client_group: InferKyselyTable<typeof ClientGroupSchema> & { name_key: string }
    client_group_member: { provider_id: string, client_group_id: string, client_id: string }
  }
}

@ObjectType({ implements: Node, description: 'Clients of a provider, chosen one by one or by a rule, to be looked at and assigned together.' })
@FieldsOf(ClientGroupSchema)
export class ClientGroup extends ClientGroupSchema.class implements Node {
  tenant(this: Pick<ClientGroup, 'providerId'>): Tenant {
    return { providerId: this.providerId }
  }

  forEvent(): Subject {
    return { kind: 'CLIENT_GROUP', id: this.id, name: this.name }
  }

  rename(name: string): void {
    this.name = cleanName(name, 'name', maxClientGroupName)
  }

  /** A group is by rule or by choice for good, so that nobody's choice of clients is lost. Errors: BAD_USER_INPUT. */
  requireChosen(): void {
    if (this.rule)
      throw new Refused('BAD_USER_INPUT', 'Clients come into this group by its rule; change that instead.', { field: 'addClientIds' })
  }

  follow(rule: ClientGroupRule): void {
    if (!this.rule)
      throw new Refused('BAD_USER_INPUT', 'The clients of this group were chosen one by one; make another group for a rule.', { field: 'rule' })
    this.rule = rule
  }
}
ClientGroupSchema.setClass(ClientGroup)

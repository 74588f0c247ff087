import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyTable } from '@mikro-orm/postgresql'
import { ObjectType } from 'type-graphql'
import type { Tenant } from '../access/viewer.js'
import { exposed, FieldsOf } from '../database/columns.js'
import type { Subject } from '../event/append.js'
import { Node } from '../lib/node.js'
import type { BaselineContent } from './baseline-content.js'

declare module '../event/append.js' {
  interface EventDetails {
    Baseline_Created: { name: string, position: number, groups: number, checks: number }
    Baseline_Updated: { name: string, was: string, position: number, groups: number, checks: number }
    Baseline_Deleted: { name: string }
    Organization_BroughtToBaseline: { baseline: string, changed: string[] }
  }
}

export const BaselineSchema = defineEntity({
  name: 'Baseline',
  tableName: 'baseline',
  properties: {
    id: exposed(p.uuid().primary(), 'UUID.'),
    providerId: p.uuid(),
    name: exposed(p.text(), '1 to 100 characters. Two baselines may have the same.'),
    position: exposed(p.integer(), 'Its place, 1 to 50: of several that are for a client the first is the client\'s, of two at one place the older.'),
    content: p.json<BaselineContent>(),
    createdAt: exposed(p.datetime(), 'When it was made.'),
    revisedAt: exposed(p.datetime(), 'When it was last changed.'),
  },
})

declare module '../database/query.js' {
  interface Tables {
    baseline: InferKyselyTable<typeof BaselineSchema>
    baseline_client_group: { provider_id: string, baseline_id: string, client_group_id: string }
  }
}

@ObjectType({ implements: Node, description: 'What a provider wants clients in some groups to decide about themselves. It changes no client by itself.' })
@FieldsOf(BaselineSchema)
export class Baseline extends BaselineSchema.class implements Node {
  tenant(this: Pick<Baseline, 'providerId'>): Tenant {
    return { providerId: this.providerId }
  }

  forEvent(): Subject {
    return { kind: 'BASELINE', id: this.id, name: this.name }
  }
}
BaselineSchema.setClass(Baseline)

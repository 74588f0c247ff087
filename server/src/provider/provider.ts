import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyTable } from '@mikro-orm/postgresql'
import { ObjectType } from 'type-graphql'
import type { Tenant } from '../access/viewer.js'
import { exposed, FieldsOf } from '../database/columns.js'
import { cleanName } from '../lib/text.js'
import { Node } from '../lib/node.js'

declare module '../event/append.js' {
  interface EventDetails {
    Provider_Created: { name: string }
    Provider_Updated: { name: string, was: string }
    Provider_TwoStepDemanded: { from: string | null, was: string | null }
  }
}

export const ProviderSchema = defineEntity({
  name: 'Provider',
  properties: {
    id: exposed(p.uuid().primary(), 'UUID.'),
    name: exposed(p.text(), 'Shown to clients and in mails; 1 to 50 characters.'),
    kind: p.text().$type<'MSP' | 'INDEPENDENT'>(),
    demo: p.boolean(),
    createdAt: exposed(p.datetime(), 'When the provider was set up.'),
    twoStepRequiredFrom: exposed(
      p.datetime().strictNullable(),
      'From when whoever of the team has no two-step login sees nothing of the provider and its clients; null: it is not demanded.',
    ),
  },
})

declare module '../database/query.js' {
  interface Tables {
    provider: InferKyselyTable<typeof ProviderSchema>
  }
}

@ObjectType({ implements: Node, description: 'A managed service provider: it looks after the password vaults of its clients.' })
@FieldsOf(ProviderSchema)
export class Provider extends ProviderSchema.class implements Node {
  tenant(this: Pick<Provider, 'id'>): Tenant {
    return { providerId: this.id }
  }

  /** @returns the name it had. */
  rename(name: string): string {
    const was = this.name
    this.name = cleanName(name, 'name')
    return was
  }
}
ProviderSchema.setClass(Provider)

import { defineEntity, p } from '@mikro-orm/core'
import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql'
import type { Tenant } from '../access/viewer.js'
import { cleanName } from '../lib/text.js'
import { Node } from '../lib/node.js'

declare module '../event/append.js' {
  interface EventDetails {
    Provider_Created: { name: string }
    Provider_Updated: { name: string, was: string }
  }
}

const schema = defineEntity({
  name: 'Provider',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    kind: p.text().$type<'MSP' | 'INDEPENDENT'>(),
    demo: p.boolean(),
    createdAt: p.datetime(),
  },
})

@ObjectType({ implements: Node, description: 'A managed service provider: it looks after the password vaults of its clients.' })
export class Provider extends schema.class implements Node {
  @Field(() => ID, { description: 'UUID.' })
  declare id: string

  @Field(() => String, { description: 'Shown to clients and in mails; 1 to 50 characters.' })
  declare name: string

  @Field(() => GraphQLISODateTime, { description: 'When the provider was set up.' })
  declare createdAt: Date

  tenant(): Tenant {
    return { providerId: this.id }
  }

  /** @returns the name it had. */
  rename(name: string): string {
    const was = this.name
    this.name = cleanName(name, 'name')
    return was
  }
}
schema.setClass(Provider)

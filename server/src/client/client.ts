import { defineEntity, p } from '@mikro-orm/core'
import { maxSeats } from '@wardroom/schema/limits'
import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql'
import type { Tenant } from '../access/viewer.js'
import type { EventClient } from '../event/append.js'
import { Node } from '../lib/node.js'
import { Refused } from '../lib/refused.js'
import { cleanName } from '../lib/text.js'
import { Plan } from '../seat-pool/plan.js'

declare module '../event/append.js' {
  interface EventDetails {
    ProviderOrganization_Created: { plan: string, seats: number }
    ProviderOrganization_Removed: { plan: string, seats: number }
    Organization_Updated: { name: string, was: string }
  }
}

const schema = defineEntity({
  name: 'Client',
  properties: {
    id: p.uuid().primary(),
    providerId: p.uuid(),
    name: p.text(),
    plan: p.text().$type<Plan>(),
    seats: p.integer(),
    autoGrowCeiling: p.integer().nullable(),
    publicKey: p.text(),
    wrappedPrivateKey: p.text(),
    providerKey: p.text().nullable(),
    createdAt: p.datetime(),
  },
})

@ObjectType({ implements: Node, description: 'A company whose password vault the provider looks after.' })
export class Client extends schema.class implements Node {
  @Field(() => ID, { description: 'UUID.' })
  declare id: string

  @Field(() => String, { description: '1 to 50 characters.' })
  declare name: string

  @Field(() => Plan, { description: 'The plan it was created with; it decides which seat pool its seats come from.' })
  declare plan: Plan

  @Field(() => GraphQLISODateTime, { description: 'When the provider created it.' })
  declare createdAt: Date

  @Field(() => String, { description: 'RSA public key of the client, SPKI in base64.' })
  declare publicKey: string

  tenant(): Tenant {
    return { providerId: this.providerId, clientId: this.id }
  }

  forEvent(): EventClient {
    return { id: this.id, name: this.name }
  }

  /** @returns the name it had. */
  rename(name: string): string {
    const was = this.name
    this.name = cleanName(name, 'name')
    return was
  }

  /** Sets the bought seats; the pool's rules are the caller's (seat/change-seats.ts). */
  setSeats(seats: number, occupied: number): void {
    if (!Number.isInteger(seats) || seats < 1 || seats > maxSeats)
      throw new Refused('BAD_USER_INPUT', `\`seats\` must be from 1 to ${maxSeats}.`, { field: 'seats', max: maxSeats })
    if (seats < occupied)
      throw new Refused('SEATS_BELOW_OCCUPIED', `${occupied} seats are occupied; revoke or remove people before going down to ${seats}.`, { occupied, seats })
    if (this.autoGrowCeiling != null && seats > this.autoGrowCeiling)
      throw new Refused('AUTO_GROW_CEILING', `The seats may not grow past ${this.autoGrowCeiling}; raise the ceiling first.`, { ceiling: this.autoGrowCeiling })
    this.seats = seats
  }

  /** Null: seats no longer grow. */
  setAutoGrow(ceiling: number | null): void {
    if (ceiling != null && (!Number.isInteger(ceiling) || ceiling > maxSeats))
      throw new Refused('BAD_USER_INPUT', `\`ceiling\` must be at most ${maxSeats}.`, { field: 'ceiling', max: maxSeats })
    if (ceiling != null && ceiling < this.seats)
      throw new Refused('CEILING_BELOW_SEATS', undefined, { seats: this.seats, ceiling })
    this.autoGrowCeiling = ceiling
  }
}
schema.setClass(Client)

import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyTable } from '@mikro-orm/postgresql'
import { maxSeats } from '@wardroom/schema/limits'
import { ObjectType } from 'type-graphql'
import type { Tenant } from '../access/viewer.js'
import { exposed, FieldsOf } from '../database/columns.js'
import type { EventClient } from '../event/append.js'
import { Node } from '../lib/node.js'
import { Refused } from '../lib/refused.js'
import { requireSealed } from '../lib/sealed.js'
import { cleanName } from '../lib/text.js'
import { Plan } from '../seat-pool/plan.js'
import { ProviderItemAccess } from './provider-item-access.js'

declare module '../event/append.js' {
  interface EventDetails {
    ProviderOrganization_Created: { plan: string, seats: number }
    ProviderOrganization_Added: { plan: string, seats: number, provider: string }
    ProviderOrganization_Removed: { plan: string, seats: number }
    Organization_Updated: { name: string, was: string }
    Organization_KeyBound: Record<string, never>
    Organization_Suspended: { reason: string }
    Organization_Reactivated: { reason: string, since: string }
  }
}

/** Characters of why a client is suspended. */
const maxReason = 500

export const ClientSchema = defineEntity({
  name: 'Client',
  properties: {
    id: exposed(p.uuid().primary(), 'UUID.'),
    providerId: p.uuid(),
    name: exposed(p.text(), '1 to 50 characters.'),
    plan: exposed(p.enum(() => Plan), 'The plan it was created with; it decides which seat pool its seats come from.'),
    seats: p.integer(),
    autoGrowCeiling: p.integer().strictNullable(),
    publicKey: exposed(p.text(), 'RSA public key of the client, SPKI in base64.'),
    wrappedPrivateKey: p.text(),
    providerKey: p.text().strictNullable(),
    keyBinding: p.text().strictNullable(),
    tags: p.type('text[]').$type<string[]>().default([]),
    createdAt: exposed(p.datetime(), 'When the provider created it.'),
    limitCollectionCreation: p.boolean().default(false),
    limitCollectionDeletion: p.boolean().default(false),
    limitItemDeletion: p.boolean().default(false),
    allowAdminAccess: p.boolean().default(false),
    providerItemAccess: p.enum(() => ProviderItemAccess).default(ProviderItemAccess.FULL),
    suspended: exposed(p.boolean().default(false), 'Whether its provider has suspended it; its own people do not see it meanwhile.'),
    suspendedAt: p.datetime().strictNullable(),
    suspendedBy: p.text().strictNullable(),
    suspensionReason: p.text().strictNullable(),
  },
})

declare module '../database/query.js' {
  interface Tables {
    client: InferKyselyTable<typeof ClientSchema> & { name_key: string, occupied_seats: number, free_seats: number }
  }
}

@ObjectType({ implements: Node, description: 'A company whose password vault the provider looks after.' })
@FieldsOf(ClientSchema)
export class Client extends ClientSchema.class implements Node {
  tenant(this: Pick<Client, 'providerId' | 'id'>): Tenant {
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

  suspend({ by, reason, now }: { by: string, reason: string, now: Date }): void {
    if (this.suspended)
      throw new Refused('CLIENT_SUSPENDED')
    Object.assign(this, { suspended: true, suspendedAt: now, suspendedBy: by, suspensionReason: cleanName(reason, 'reason', maxReason) })
  }

  /** @returns why and since when it was suspended; null: it was not. */
  reactivate(): { reason: string, since: string } | null {
    const { suspended, suspendedAt, suspensionReason } = this
    Object.assign(this, { suspended: false, suspendedAt: null, suspendedBy: null, suspensionReason: null })
    return suspended ? { reason: suspensionReason!, since: suspendedAt!.toISOString() } : null
  }

  /** Says whose key the client key is: once, since nobody may hang it on another client later. @returns whether that was new. */
  bindKey(keyBinding: string): boolean {
    requireSealed('keyBinding', keyBinding, 'keyBinding')
    if (this.keyBinding === keyBinding)
      return false
    if (this.keyBinding !== null)
      throw new Refused('CONFLICT', 'The key of this client is bound to it already.')
    this.keyBinding = keyBinding
    return true
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
ClientSchema.setClass(Client)

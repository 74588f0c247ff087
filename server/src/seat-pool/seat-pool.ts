import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyTable } from '@mikro-orm/postgresql'
import type { Tenant } from '../access/viewer.js'
import { Plan } from './plan.js'

export const SeatPoolSchema = defineEntity({
  name: 'SeatPool',
  properties: {
    providerId: p.uuid().primary(),
    plan: p.enum(() => Plan).primary(),
    minimum: p.integer(),
  },
})

declare module '../database/query.js' {
  interface Tables {
    seat_pool: InferKyselyTable<typeof SeatPoolSchema>
  }
}

/**
 * The seats a provider pays for whether or not clients use them, one pool per plan. Purchased seats are derived, never stored:
 * see pool-arithmetic.ts.
 */
export class SeatPool extends SeatPoolSchema.class {
  tenant(): Tenant {
    return { providerId: this.providerId }
  }
}
SeatPoolSchema.setClass(SeatPool)

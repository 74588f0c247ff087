import { defineEntity, p } from '@mikro-orm/core'
import type { Tenant } from '../access/viewer.js'
import type { Plan } from './plan.js'

const schema = defineEntity({
  name: 'SeatPool',
  properties: {
    providerId: p.uuid().primary(),
    plan: p.text().$type<Plan>().primary(),
    minimum: p.integer(),
  },
})

/**
 * The seats a provider pays for whether or not clients use them, one pool per plan. Purchased seats are derived, never stored:
 * see pool-arithmetic.ts.
 */
export class SeatPool extends schema.class {
  tenant(): Tenant {
    return { providerId: this.providerId }
  }
}
schema.setClass(SeatPool)

import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyTable } from '@mikro-orm/postgresql'

/** A person's own note of a provider's or client's key, sealed under their user key (schema/sealing/pin.ts). The first one stays. */
export const PinnedKeySchema = defineEntity({
  name: 'PinnedKey',
  properties: {
    accountId: p.uuid().primary(),
    tenantId: p.uuid().primary(),
    pin: p.text(),
    pinnedAt: p.datetime(),
  },
})

declare module '../database/query.js' {
  interface Tables {
    pinned_key: InferKyselyTable<typeof PinnedKeySchema>
  }
}

export class PinnedKey extends PinnedKeySchema.class {}
PinnedKeySchema.setClass(PinnedKey)

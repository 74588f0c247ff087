import { apiToken } from './api-token.js'
import { baseline } from './baseline.js'
import { bulkJob } from './bulk-job.js'
import { clientGroup } from './client-group.js'
import { client } from './client.js'
import { collection } from './collection.js'
import { group } from './group.js'
import { item } from './item.js'
import type { DemoPart } from './part.js'
import { policy } from './policy.js'
import { providerUser } from './provider-user.js'
import { recovery } from './recovery.js'
import { seat } from './seat.js'
import { session } from './session.js'
import { twoStep } from './two-step.js'
import { user } from './user.js'

/** Older features first: their rows are there before a newer one's refer to them. A new feature adds its part at the end. */
export const parts: readonly DemoPart[] = [
  session,
  seat,
  providerUser,
  client,
  clientGroup,
  user,
  item,
  apiToken,
  twoStep,
  policy,
  recovery,
  group,
  collection,
  bulkJob,
  baseline,
]

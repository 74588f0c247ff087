import { accountDeletion } from './account-deletion/account-deletion.feature.js'
import { account } from './account/account.feature.js'
import { apiToken } from './api-token/api-token.feature.js'
import { baseline } from './baseline/baseline.feature.js'
import { bulkJob } from './bulk-job/bulk-job.feature.js'
import { checkpoint } from './checkpoint/checkpoint.feature.js'
import { clientGroup } from './client-group/client-group.feature.js'
import { client } from './client/client.feature.js'
import { collection } from './collection/collection.feature.js'
import { event } from './event/event.feature.js'
import { feed } from './feed/feed.feature.js'
import { group } from './group/group.feature.js'
import { installation } from './installation/installation.feature.js'
import { invitation } from './invitation/invitation.feature.js'
import { keyRotation } from './key-rotation/key-rotation.feature.js'
import { mail } from './mail/mail.feature.js'
import { pinnedKey } from './pinned-key/pinned-key.feature.js'
import { providerClient } from './provider-client/provider-client.feature.js'
import { providerUser } from './provider-user/provider-user.feature.js'
import { personalApiKey } from './personal-api-key/personal-api-key.feature.js'
import { policy } from './policy/policy.feature.js'
import { provider } from './provider/provider.feature.js'
import { recovery } from './recovery/recovery.feature.js'
import type { Feature } from './request/feature.js'
import { right } from './right/right.feature.js'
import { seatPool } from './seat-pool/seat-pool.feature.js'
import { seat } from './seat/seat.feature.js'
import { transaction } from './transaction/transaction.feature.js'
import { user } from './user/user.feature.js'

/** The one list of what this server is made of, oldest first: a feature imports older ones only. */
export const features: readonly Feature[] = [
  mail,
  event,
  transaction,
  provider,
  account,
  feed,
  checkpoint,
  seatPool,
  client,
  clientGroup,
  pinnedKey,
  seat,
  apiToken,
  user,
  providerUser,
  policy,
  group,
  collection,
  right,
  recovery,
  baseline,
  bulkJob,
  invitation,
  providerClient,
  accountDeletion,
  keyRotation,
  personalApiKey,
  installation,
]

export const entities = features.flatMap(feature => feature.entities)
export const jobs = features.flatMap(feature => feature.jobs)
export const liveFields = Object.fromEntries(features.flatMap(({ live }) => Object.entries(live)))

import type { Feature } from './feature/feature.js'
import { account } from './account/account.feature.js'
import { apiToken } from './api-token/api-token.feature.js'
import { baseline } from './baseline/baseline.feature.js'
import { bulkJob } from './bulk-job/bulk-job.feature.js'
import { clientGroup } from './client-group/client-group.feature.js'
import { client } from './client/client.feature.js'
import { collection } from './collection/collection.feature.js'
import { eventLog } from './event-log/event-log.feature.js'
import { event } from './event/event.feature.js'
import { group } from './group/group.feature.js'
import { installation } from './installation/installation.feature.js'
import { invitation } from './invitation/invitation.feature.js'
import { job } from './job/job.feature.js'
import { live } from './live/live.feature.js'
import { mailbox } from './mailbox/mailbox.feature.js'
import { policy } from './policy/policy.feature.js'
import { preferences } from './preferences/preferences.feature.js'
import { providerUser } from './provider-user/provider-user.feature.js'
import { provider } from './provider/provider.feature.js'
import { recovery } from './recovery/recovery.feature.js'
import { right } from './right/right.feature.js'
import { seatPool } from './seat-pool/seat-pool.feature.js'
import { seat } from './seat/seat.feature.js'
import { session } from './session/session.feature.js'
import { setup } from './setup/setup.feature.js'
import { shell } from './shell/shell.feature.js'
import { signIn } from './sign-in/sign-in.feature.js'
import { user } from './user/user.feature.js'
import { wall } from './wall/wall.feature.js'

/** What the application is made of. Navigation, tabs and commands stand in this order. */
export const features: readonly Feature[] = [
  client,
  clientGroup,
  user,
  group,
  collection,
  right,
  bulkJob,
  seat,
  policy,
  baseline,
  eventLog,
  wall,
  recovery,
  provider,
  providerUser,
  seatPool,
  apiToken,
  account,
  mailbox,
  shell,
  preferences,
  session,
  signIn,
  setup,
  invitation,
  installation,
  event,
  live,
  job,
]

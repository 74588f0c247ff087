import type { Viewer } from '../access/viewer.js'
import type { UserRow } from '../user/user-row.js'

/** Whether the viewer may reset how somebody signs in, as far as this client tells; where else they belong is asked when it counts. */
export function canRecover(viewer: Viewer, user: UserRow): boolean {
  const { recoveryEnrolledAt, accountId, role, permissions } = user
  return recoveryEnrolledAt !== null && accountId !== viewer.identity?.accountId
    && viewer.can('user:recover', user.tenant()) && viewer.outranks(user.tenant(), role, permissions)
}

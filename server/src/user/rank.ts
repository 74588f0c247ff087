import type { Viewer } from '../access/viewer.js'
import type { Client } from '../client/client.js'
import { Plan } from '../seat-pool/plan.js'
import { Refused } from '../lib/refused.js'
import type { CustomPermission } from '../access/roles.js'
import { UserRole } from '../access/roles.js'
import type { User } from './user.js'

/** Refuses to touch a person, or to grant a role, above one's own. Flags count where they are granted, not on people who hold them. */
export function requireRank(
  viewer: Viewer,
  client: Pick<Client, 'providerId' | 'id'>,
  role: UserRole,
  permissions: readonly CustomPermission[] = [],
): void {
  if (!viewer.outranks({ providerId: client.providerId, clientId: client.id }, role, permissions))
    throw new Refused('ROLE_ABOVE_OWN')
}

/** Making somebody an owner, or touching one, takes a fresh proof. Errors: REAUTH_REQUIRED. */
export function requireProofForOwners(viewer: Viewer, ...roles: UserRole[]): void {
  if (roles.includes(UserRole.OWNER))
    viewer.requireProof('PEOPLE')
}

/** Custom roles need the Enterprise plan. */
export function requirePlan({ plan }: Pick<Client, 'plan'>, role: UserRole): void {
  if (role === UserRole.CUSTOM && plan !== Plan.ENTERPRISE)
    throw new Refused('CUSTOM_ROLE_NEEDS_ENTERPRISE')
}

/** Nobody revokes, restores, removes or re-roles themself. */
export function requireOther(viewer: Viewer, user: User): void {
  if (user.accountId && user.accountId === viewer.requireSignedIn().accountId)
    throw new Refused('SELF')
}

export function grantableRoles(viewer: Viewer, client: Pick<Client, 'providerId' | 'id' | 'plan'>): UserRole[] {
  return Object.values(UserRole).filter(role =>
    (role !== UserRole.CUSTOM || client.plan === Plan.ENTERPRISE)
    && viewer.outranks({ providerId: client.providerId, clientId: client.id }, role))
}

import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import { confirm, renewInvitation } from '../membership/membership.js'
import { Selection } from '../membership/selection.js'
import type { Transaction } from '../transaction/transaction.js'
import { newInvitation } from '../mail/invitation-link.js'
import { requireShort } from '../lib/filter.js'
import { Refused } from '../lib/refused.js'
import type { PersonResult } from '../lib/bulk.js'
import { requireSealed } from '../lib/sealed.js'
import { confirmedMail, invitationMail } from '../mail/mail.js'
import { makeRoom } from '../seat/change-seats.js'
import { requireOther, requirePlan, requireProofForOwners, requireRank } from './rank.js'
import { readOutsiders } from './single-organization.js'
import { readWithoutTwoStep } from './two-step-required.js'
import type { CustomPermission } from '../access/roles.js'
import { UserRole } from '../access/roles.js'
import { User, UserStatus } from './user.js'

const people = { member: User, organization: Client, key: 'clientId' } as const

export async function resendInvitations(tx: Transaction, viewer: Viewer, ids: readonly string[]): Promise<PersonResult[]> {
  const selection = await Selection.of(tx, viewer, people, ids)
  return selection.each(viewer, 'user:resend', (user, client) => {
    requireRank(viewer, client, user.role)
    const invitation = newInvitation(tx.origin, tx.now)
    renewInvitation(user, invitation)
    tx.record('OrganizationUser_InvitationResent', about(user, client), { email: user.email })
    tx.mail(invitationMail(
      { ...user.tenant(), to: user.email },
      { organization: client.name, inviter: viewer.requireSignedIn().name, link: invitation.link },
    ))
  })
}

/** @param keys user id → the client key wrapped to that person. */
export async function confirmUsers(tx: Transaction, viewer: Viewer, keys: ReadonlyMap<string, string>): Promise<PersonResult[]> {
  const selection = await Selection.of(tx, viewer, people, [...keys.keys()])
  const outsiders = await readOutsiders(tx, selection.all)
  const withoutTwoStep = await readWithoutTwoStep(tx, selection.all)
  return selection.each(viewer, 'user:confirm', (user, client) => {
    requireRank(viewer, client, user.role)
    outsiders.requireNone(user)
    withoutTwoStep.requireNone(user)
    requireProofForOwners(viewer, user.role)
    const key = keys.get(user.id)!
    requireSealed('keyForPerson', key, 'key')
    confirm(user, key)
    tx.record('OrganizationUser_Confirmed', about(user, client), { email: user.email, role: user.role })
    tx.mail(confirmedMail({ ...user.tenant(), to: user.email }, { organization: client.name, link: tx.origin }))
  })
}

export async function changeUserRoles(
  tx: Transaction,
  viewer: Viewer,
  ids: readonly string[],
  role: UserRole,
  permissions: readonly CustomPermission[],
): Promise<PersonResult[]> {
  requireShort({ permissions })
  const selection = await Selection.of(tx, viewer, people, ids)
  const owners = await confirmedOwners(tx, selection)
  const outsiders = await readOutsiders(tx, selection.all, role)
  const withoutTwoStep = await readWithoutTwoStep(tx, selection.all, role)
  return selection.each(viewer, 'user:changeRole', (user, client) => {
    requireRank(viewer, client, user.role)
    requireRank(viewer, client, role, permissions)
    requireProofForOwners(viewer, user.role, role)
    requirePlan(client, role)
    if (user.status !== UserStatus.REVOKED) // asked when they are restored
      outsiders.requireNone(user)
    if (user.status === UserStatus.CONFIRMED)
      withoutTwoStep.requireNone(user)
    if (role !== UserRole.OWNER)
      owners.requireAnother(user) // last, for it counts them as gone
    const was = user.role
    user.changeRole(role, permissions)
    tx.record('OrganizationUser_Updated', about(user, client), { email: user.email, role, was, permissions: user.permissions })
  })
}

export async function revokeUsers(tx: Transaction, viewer: Viewer, ids: readonly string[]): Promise<PersonResult[]> {
  const selection = await Selection.of(tx, viewer, people, ids)
  const owners = await confirmedOwners(tx, selection)
  return selection.each(viewer, 'user:revoke', (user, client) => {
    requireOther(viewer, user)
    requireRank(viewer, client, user.role)
    requireProofForOwners(viewer, user.role)
    if (user.status !== UserStatus.REVOKED)
      owners.requireAnother(user)
    const was = user.revoke()
    tx.record('OrganizationUser_Revoked', about(user, client), { email: user.email, was })
  })
}

/** Validates everybody first and takes seats only for those who can come back (our stricter choice; upstream buys first). */
export async function restoreUsers(tx: Transaction, viewer: Viewer, ids: readonly string[]): Promise<PersonResult[]> {
  const selection = await Selection.of(tx, viewer, people, ids)
  const outsiders = await readOutsiders(tx, selection.all)
  const withoutTwoStep = await readWithoutTwoStep(tx, selection.all)
  const returning: User[] = []
  const results = selection.each(viewer, 'user:restore', (user, client) => {
    requireOther(viewer, user)
    requireRank(viewer, client, user.role)
    requireProofForOwners(viewer, user.role)
    user.requireRevoked()
    outsiders.requireNone(user)
    if (user.comesBackConfirmed())
      withoutTwoStep.requireNone(user)
    returning.push(user)
  })
  const refusals = new Map<string, Refused>()
  for (const client of inPoolOrder(selection)) {
    const { id: clientId } = client
    const needed = returning.filter(user => user.clientId === clientId && user.needsSeatToRestore()).length
    if (!needed)
      continue
    await makeRoom(tx, client, needed).catch((error: unknown) => {
      if (!(error instanceof Refused))
        throw error
      refusals.set(clientId, viewer.told(error))
    })
  }
  for (const user of returning.filter(({ clientId }) => !refusals.has(clientId))) {
    user.restore()
    tx.record('OrganizationUser_Restored', about(user, selection.organizationOf(user)), { email: user.email, status: user.status })
  }
  const clientOf = new Map(returning.map(user => [user.id, user.clientId]))
  return results.map((result) => {
    const refusal = result.ok ? refusals.get(clientOf.get(result.id!)!) : undefined
    return refusal ? { ...result, ok: false, code: refusal.code, message: refusal.message } : result
  })
}

/** One owner check for the whole set refuses everything; other refusals are per row. */
export async function removeUsers(tx: Transaction, viewer: Viewer, ids: readonly string[]): Promise<PersonResult[]> {
  const selection = await Selection.of(tx, viewer, people, ids)
  const owners = await confirmedOwners(tx, selection)
  for (const user of selection.all.filter(user => user.isConfirmedOwner() && viewer.can('user:remove', user.tenant())))
    owners.requireAnother(user)
  return selection.each(viewer, 'user:remove', (user, client) => {
    requireOther(viewer, user)
    requireRank(viewer, client, user.role)
    requireProofForOwners(viewer, user.role)
    tx.em.remove(user)
    tx.record('OrganizationUser_Removed', about(user, client), { email: user.email, role: user.role, was: user.status })
  })
}

/** Counts down the confirmed owners of each client as a request takes them away. */
async function confirmedOwners({ em }: Transaction, selection: Selection<User, Client>): Promise<{ requireAnother: (user: User) => void }> {
  const clientIds = [...new Set(selection.all.map(({ clientId }) => clientId))]
  const rows = await em.execute<Array<{ id: string, n: number }>>(
    `select client_id id, count(*)::int n from client_user where client_id = any(?::uuid[]) and role = 'OWNER' and status = 'CONFIRMED' group by 1`,
    [`{${clientIds.join()}}`],
  )
  const left = new Map(rows.map(({ id, n }) => [id, n]))
  return {
    requireAnother(user) {
      if (!user.isConfirmedOwner())
        return
      const others = left.get(user.clientId)! - 1
      if (!others)
        throw new Refused('LAST_OWNER')
      left.set(user.clientId, others)
    },
  }
}

/** Making room locks the pools: always in one order, so that requests cannot deadlock. */
function inPoolOrder({ organizations }: Selection<User, Client>): Client[] {
  return [...organizations.values()].sort((a, b) => `${a.providerId} ${a.plan}` < `${b.providerId} ${b.plan}` ? -1 : 1)
}

function about(user: User, client: Client) {
  return { providerId: user.providerId, client: client.forEvent(), subject: user.forEvent() }
}

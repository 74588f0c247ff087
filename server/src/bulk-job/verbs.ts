import type { ClientPermission } from '@wardroom/schema/permissions'
import { readEmail } from '@wardroom/schema/text'
import type { CustomPermission } from '../access/roles.js'
import { UserRole } from '../access/roles.js'
import type { Viewer } from '../access/viewer.js'
import { changeUserGroups } from '../group/change-groups-of-people.js'
import { cleanExternalId } from '../lib/text.js'
import type { PersonResult } from '../lib/bulk.js'
import { signOutUsers } from '../recovery/sign-out-users.js'
import type { Transaction } from '../transaction/transaction.js'
import { changeUserRoles, removeUsers, resendInvitations, restoreUsers, revokeUsers } from '../user/change-users.js'
import { inviteUsers } from '../user/invite-users.js'
import { User } from '../user/user.js'
import type { BulkAction } from './bulk-job.js'
import { linkPeople } from './link-people.js'

/** What is done to one row; a job of a directory has rows of several. */
export type Verb = Exclude<keyof typeof BulkAction, 'DIRECTORY'> | 'LINK'

/** Of a row. Rows of one job whose verb and parameters are equal are done together. */
export interface Parameters {
  role?: UserRole
  permissions?: CustomPermission[]
  addGroupIds?: string[]
  removeGroupIds?: string[]
}

export interface Person {
  userId: string | null
  email: string | null
  /** The id by which a directory knows them, where it says so. */
  externalId: string | null
}

/** All that a job's maker must be allowed, when it is made and at each of its steps. */
export const rightsOf: Record<BulkAction, readonly [ClientPermission, ...ClientPermission[]]> = {
  INVITE: ['user:invite'],
  RESEND: ['user:resend'],
  CHANGE_ROLE: ['user:changeRole'],
  REVOKE: ['user:revoke'],
  RESTORE: ['user:restore'],
  REMOVE: ['user:remove'],
  SIGN_OUT: ['user:signOut'],
  CHANGE_GROUPS: ['group:change'],
  DIRECTORY: ['user:invite', 'user:changeRole', 'user:revoke', 'group:change'],
}

/** Of verbs that ask for a fresh proof where an owner is among the people, beside those that always do. */
export const touchesOwners: ReadonlySet<Verb> = new Set(['CHANGE_ROLE', 'REVOKE', 'RESTORE', 'REMOVE'])

type Run = (tx: Transaction, viewer: Viewer, clientId: string, people: readonly Person[], parameters: Parameters) => Promise<PersonResult[]>

function byIds(verb: (tx: Transaction, viewer: Viewer, ids: readonly string[]) => Promise<PersonResult[]>): Run {
  return (tx, viewer, _, people) => verb(tx, viewer, idsOf(people))
}

/** The verbs of the small bulks: a job has no rule of its own. One result for each of the people, in their order. */
export const verbs: Record<Verb, Run> = {
  RESEND: byIds(resendInvitations),
  REVOKE: byIds(revokeUsers),
  RESTORE: byIds(restoreUsers),
  REMOVE: byIds(removeUsers),
  SIGN_OUT: byIds(signOutUsers),
  LINK: (tx, viewer, _, people) => linkPeople(tx, viewer, people),
  CHANGE_ROLE: (tx, viewer, _, people, { role = UserRole.USER, permissions = [] }) =>
    changeUserRoles(tx, viewer, idsOf(people), role, permissions),
  CHANGE_GROUPS: (tx, viewer, _, people, groups) => changeUserGroups(tx, viewer, { userIds: idsOf(people), ...groups }),
  async INVITE(tx, viewer, clientId, people, { role = UserRole.USER, permissions = [], addGroupIds }) {
    const results = await inviteUsers(tx, viewer, clientId, people.map(({ email }) => ({ email: email ?? '', role, permissions })))
    const byEmail = new Map(results.map(result => [result.email, result]))
    await link(tx, people, byEmail)
    const invited = results.flatMap(({ id }) => id ?? [])
    if (addGroupIds?.length && invited.length) {
      await tx.em.flush()
      await changeUserGroups(tx, viewer, { userIds: invited, addGroupIds })
    }
    return people.map(({ email }) => byEmail.get(readEmail(email ?? ''))!)
  },
}

/** Those who have just been invited. */
async function link({ em }: Transaction, people: readonly Person[], byEmail: ReadonlyMap<string | null, PersonResult>): Promise<void> {
  for (const { email, externalId } of people) {
    const id = byEmail.get(readEmail(email ?? ''))?.id
    if (id && externalId)
      (await em.findOneOrFail(User, { id })).externalId = cleanExternalId(externalId)
  }
}

function idsOf(people: readonly Person[]): string[] {
  return people.map(({ userId }) => userId!)
}

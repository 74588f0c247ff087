import { randomUUID } from 'node:crypto'
import { Field, InputType, Int } from 'type-graphql'
import { readEmail } from '@wardroom/schema/text'
import { Client } from '../client/client.js'
import { Plan } from '../seat-pool/plan.js'
import type { Viewer } from '../access/viewer.js'
import type { Transaction } from '../transaction/transaction.js'
import { newInvitation } from '../mail/invitation-link.js'
import { requireShort } from '../lib/filter.js'
import { Refused } from '../lib/refused.js'
import type { PersonResult } from '../lib/bulk.js'
import { invitationMail } from '../mail/mail.js'
import { makeRoom } from '../seat/change-seats.js'
import { CustomPermission, UserRole } from '../access/roles.js'
import { requireProofForOwners } from './rank.js'
import { User, UserStatus } from './user.js'

export const maxInvites = 200

@InputType({ description: 'One person to invite.' })
export class InviteUserInput {
  @Field(() => Int, {
    nullable: true,
    description: 'Line of the list the row came from, counted from 1, so that a refusal can name it; null: its place in this request.',
  })
  line?: number | null

  @Field(() => String, { description: 'At most 256 characters.' })
  email!: string

  @Field(() => UserRole, { description: 'What the person may do; not above the viewer\'s own role.' })
  role!: UserRole

  @Field(() => [CustomPermission], { nullable: true, description: 'For CUSTOM only; each must be the viewer\'s to grant. Null: none.' })
  permissions?: CustomPermission[] | null
}

export interface Invitee {
  email: string
  role: UserRole
  permissions: CustomPermission[]
}

/**
 * Invites up to 200 people at once. A broken row is named by its line and then nobody is invited; repeated addresses count once,
 * those who already belong are skipped with a result of their own; seats are found (or refused) before anything is saved.
 */
export async function inviteUsers(
  tx: Transaction,
  viewer: Viewer,
  clientId: string,
  inputs: readonly InviteUserInput[],
): Promise<PersonResult[]> {
  if (!inputs.length || inputs.length > maxInvites)
    throw new Refused('BAD_USER_INPUT', `\`users\` must have 1 to ${maxInvites} entries.`, { field: 'users', max: maxInvites })
  inputs.forEach(({ permissions }) => requireShort({ permissions }))
  const client = await viewer.reach(Client, clientId, 'user:invite', { lock: true })
  const invitees = readInvitees(inputs, client, (role, permissions) => viewer.outranks(client.tenant(), role, permissions))
  requireProofForOwners(viewer, ...invitees.map(({ role }) => role))
  const present = new Set(
    (await tx.em.find(User, { clientId, email: { $in: invitees.map(({ email }) => email) } })).map(({ email }) => email),
  )
  const fresh = invitees.filter(({ email }) => !present.has(email))
  await makeRoom(tx, client, fresh.length)
  const users = inviteInto(tx, client, fresh, viewer.requireSignedIn().name)
  const ids = new Map(users.map(({ id, email }) => [email, id]))
  return invitees.map(({ email }) => ids.has(email)
    ? { id: ids.get(email)!, email, ok: true, code: null, message: null }
    : { id: null, email, ok: true, code: 'ALREADY_MEMBER', message: 'Already belongs to this client; nothing was sent.' })
}

/** Makes the rows, their events and their mails. */
export function inviteInto(tx: Transaction, client: Client, invitees: readonly Invitee[], inviter: string): User[] {
  return invitees.map(({ email, role, permissions }) => {
    const { link, hash, expiresAt } = newInvitation(tx.origin, tx.now)
    const user = tx.em.create(User, {
      id: randomUUID(),
      providerId: client.providerId,
      clientId: client.id,
      email,
      role,
      permissions: role === UserRole.CUSTOM ? [...new Set(permissions)].sort() : [],
      status: UserStatus.INVITED,
      invitationHash: hash,
      invitationExpiresAt: expiresAt,
      createdAt: tx.now,
      revisedAt: tx.now,
    })
    tx.record('OrganizationUser_Invited', { providerId: client.providerId, client: client.forEvent(), subject: user.forEvent() }, {
      email,
      role,
    })
    tx.mail(invitationMail({ providerId: client.providerId, clientId: client.id, to: email }, { organization: client.name, inviter, link }))
    return user
  })
}

interface BrokenRow {
  line: number
  code: string
  message: string
}

function readInvitees(
  inputs: readonly InviteUserInput[],
  { plan }: Client,
  mayGrant: (role: UserRole, permissions: readonly CustomPermission[]) => boolean,
): Invitee[] {
  const broken: BrokenRow[] = []
  const invitees = new Map<string, Invitee>()
  for (const [index, { line, email: text, role, permissions }] of inputs.entries()) {
    const refuse = (code: string, message: string) => broken.push({ line: line ?? index + 1, code, message })
    const email = readEmail(text)
    if (!email)
      refuse('BAD_USER_INPUT', 'This is not an e-mail address; write it as name@example.com, 256 characters at most.')
    else if (role === UserRole.CUSTOM && plan !== Plan.ENTERPRISE)
      refuse('CUSTOM_ROLE_NEEDS_ENTERPRISE', 'Custom permissions need the Enterprise plan; choose another role.')
    else if (!mayGrant(role, permissions ?? []))
      refuse('ROLE_ABOVE_OWN', 'You cannot grant a role above your own.')
    else if (!invitees.has(email))
      invitees.set(email, { email, role, permissions: permissions ?? [] })
  }
  if (broken.length) {
    const roleOnly = broken.every(({ code }) => code === 'ROLE_ABOVE_OWN')
    throw new Refused(
      roleOnly ? 'ROLE_ABOVE_OWN' : 'BAD_USER_INPUT',
      `Nobody was invited: correct ${broken.length === 1 ? `line ${broken[0]!.line}` : `${broken.length} lines`} and send the list again.`,
      { rows: broken },
    )
  }
  return [...invitees.values()]
}

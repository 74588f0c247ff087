import { randomUUID } from 'node:crypto'
import { readEmail } from '@wardroom/schema/text'
import type { Viewer } from '../access/viewer.js'
import { ApiToken } from '../api-token/api-token.js'
import type { Transaction } from '../transaction/transaction.js'
import { newInvitation } from '../mail/invitation-link.js'
import { Refused } from '../lib/refused.js'
import type { PersonResult } from '../lib/bulk.js'
import { requireSealed } from '../lib/sealed.js'
import { confirmedMail, invitationMail, removedMail } from '../mail/mail.js'
import { ProviderUserType } from '../access/roles.js'
import { clearHours } from './change-hours.js'
import { clearScope } from './change-scope.js'
import { ProviderUser, ProviderUserStatus } from './provider-user.js'
import { Provider } from '../provider/provider.js'
import { confirm, renewInvitation } from '../membership/membership.js'
import { Selection } from '../membership/selection.js'

const maxInvites = 20

/** Takes 1 to 20 addresses; those the provider knows already are skipped. A malformed one refuses all and is named by its place. */
export async function inviteProviderUsers(
  tx: Transaction,
  viewer: Viewer,
  providerId: string,
  texts: readonly string[],
  type: ProviderUserType,
): Promise<PersonResult[]> {
  if (!texts.length || texts.length > maxInvites)
    throw new Refused('BAD_USER_INPUT', `\`emails\` must have 1 to ${maxInvites} entries.`, { field: 'emails', max: maxInvites })
  const provider = await viewer.reach(Provider, providerId, 'providerUser:invite', { lock: true })
  const read = texts.map((text, index) => ({ line: index + 1, email: readEmail(text) }))
  const broken = read.filter(({ email }) => !email)
  if (broken.length) {
    throw new Refused('BAD_USER_INPUT', 'Nobody was invited: correct the addresses and send the list again.', {
      rows: broken.map(({ line }) => ({ line, code: 'BAD_USER_INPUT', message: 'This is not an e-mail address; write it as name@example.com.' })),
    })
  }
  const emails = [...new Set(read.map(({ email }) => email!))]
  const known = new Set((await tx.em.find(ProviderUser, { providerId, email: { $in: emails } })).map(({ email }) => email))
  return emails.map((email) => {
    if (known.has(email))
      return { id: null, email, ok: true, code: 'ALREADY_MEMBER', message: 'Already belongs to this provider; nothing was sent.' }
    const { link, hash, expiresAt } = newInvitation(tx.origin, tx.now)
    const user = tx.em.create(ProviderUser, {
      id: randomUUID(),
      providerId,
      email,
      type,
      status: ProviderUserStatus.INVITED,
      invitationHash: hash,
      invitationExpiresAt: expiresAt,
      createdAt: tx.now,
    })
    tx.record('ProviderUser_Invited', { providerId, subject: user.forEvent() }, { email, type })
    tx.mail(invitationMail({ providerId, to: email }, { organization: provider.name, inviter: viewer.requireSignedIn().name, link }))
    return { id: user.id, email, ok: true, code: null, message: null }
  })
}

const team = { member: ProviderUser, organization: Provider, key: 'providerId' } as const

export async function resendProviderInvitations(tx: Transaction, viewer: Viewer, ids: readonly string[]): Promise<PersonResult[]> {
  const selection = await Selection.of(tx, viewer, team, ids)
  return selection.each(viewer, 'providerUser:invite', (user, provider) => {
    const invitation = newInvitation(tx.origin, tx.now)
    renewInvitation(user, invitation)
    tx.record('ProviderUser_InvitationResent', { providerId: provider.id, subject: user.forEvent() }, { email: user.email })
    tx.mail(invitationMail(
      { providerId: provider.id, to: user.email },
      { organization: provider.name, inviter: viewer.requireSignedIn().name, link: invitation.link },
    ))
  })
}

/** @param keys provider user id → the provider key wrapped to that person. */
export async function confirmProviderUsers(tx: Transaction, viewer: Viewer, keys: ReadonlyMap<string, string>): Promise<PersonResult[]> {
  const selection = await Selection.of(tx, viewer, team, [...keys.keys()])
  return selection.each(viewer, 'providerUser:confirm', (user, provider) => {
    if (user.type === ProviderUserType.OUTSIDE_TECHNICIAN)
      throw new Refused('OUTSIDE_TECHNICIAN')
    const key = keys.get(user.id)!
    requireSealed('keyForPerson', key, 'key')
    confirm(user, key)
    welcome(tx, user, provider)
  })
}

/** Confirms outside technicians, who get no key. */
export async function admitOutsideTechnicians(tx: Transaction, viewer: Viewer, ids: readonly string[]): Promise<PersonResult[]> {
  const selection = await Selection.of(tx, viewer, team, ids)
  return selection.each(viewer, 'providerUser:confirm', (user, provider) => {
    if (user.type !== ProviderUserType.OUTSIDE_TECHNICIAN)
      throw new Refused('BAD_USER_INPUT', 'Only outside technicians are admitted without a key; confirm the others.')
    confirm(user, null)
    welcome(tx, user, provider)
  })
}

function welcome(tx: Transaction, user: ProviderUser, provider: Provider): void {
  tx.record('ProviderUser_Confirmed', { providerId: provider.id, subject: user.forEvent() }, { email: user.email, type: user.type })
  tx.mail(confirmedMail({ providerId: provider.id, to: user.email }, { organization: provider.name, link: tx.origin }))
}

export async function changeProviderUserType(tx: Transaction, viewer: Viewer, id: string, type: ProviderUserType): Promise<ProviderUser> {
  const user = (await Selection.of(tx, viewer, team, [id])).find(id)
  if (!user)
    throw new Refused('NOT_FOUND')
  viewer.require('providerUser:change', user.tenant())
  if (type !== ProviderUserType.PROVIDER_ADMIN)
    await requireAdminBeside(tx, user.providerId, [id])
  const was = user.type
  if ([was, type].includes(ProviderUserType.OUTSIDE_TECHNICIAN))
    throw new Refused('OUTSIDE_TECHNICIAN')
  user.type = type
  if (type === ProviderUserType.PROVIDER_ADMIN) {
    clearHours(tx, user)
    await clearScope(tx, user)
  }
  tx.record('ProviderUser_Updated', { providerId: user.providerId, subject: user.forEvent() }, { email: user.email, type, was })
  return user
}

/** A set that would leave no confirmed admin is refused whole; oneself is refused in its own row. */
export async function removeProviderUsers(tx: Transaction, viewer: Viewer, ids: readonly string[]): Promise<PersonResult[]> {
  const selection = await Selection.of(tx, viewer, team, ids)
  const leaving = selection.all.filter(user => viewer.can('providerUser:remove', user.tenant()))
  for (const providerId of new Set(leaving.map(user => user.providerId)))
    await requireAdminBeside(tx, providerId, leaving.map(({ id }) => id))
  const results = selection.each(viewer, 'providerUser:remove', (user, provider) => {
    if (user.accountId === viewer.requireSignedIn().accountId)
      throw new Refused('SELF')
    tx.em.remove(user)
    tx.record(
      'ProviderUser_Removed',
      { providerId: provider.id, subject: user.forEvent() },
      { email: user.email, type: user.type, status: user.status },
    )
    tx.mail(removedMail({ providerId: provider.id, to: user.email }, { organization: provider.name }))
  })
  await revokeTokensOf(tx, results.flatMap(({ ok, id }) => ok ? [selection.find(id!)!] : []))
  return results
}

/** Tokens do nothing without their maker; revoked, they stay so if the person is invited again. */
async function revokeTokensOf(tx: Transaction, gone: readonly ProviderUser[]): Promise<void> {
  const makers = new Set(gone.map(({ providerId, accountId }) => `${providerId} ${accountId}`))
  const tokens = await tx.em.find(ApiToken, { accountId: { $in: gone.flatMap(({ accountId }) => accountId ?? []) }, revokedAt: null })
  for (const token of tokens.filter(({ providerId, accountId }) => makers.has(`${providerId} ${accountId}`))) {
    token.revoke(tx.now)
    tx.record('ApiToken_Revoked', { providerId: token.providerId, subject: token.forEvent() }, { name: token.name })
  }
}

async function requireAdminBeside({ em }: Transaction, providerId: string, ids: readonly string[]): Promise<void> {
  if (!await em.count(
    ProviderUser,
    { providerId, type: ProviderUserType.PROVIDER_ADMIN, status: ProviderUserStatus.CONFIRMED, id: { $nin: [...ids] } },
  )) {
    throw new Refused('LAST_PROVIDER_ADMIN')
  }
}

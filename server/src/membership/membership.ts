import { p } from '@mikro-orm/core'
import { exposed } from '../database/columns.js'
import { TwoStepClass } from '../access/two-step-class.js'
import { Refused } from '../lib/refused.js'

/** Columns of everybody who is invited by mail, accepts with an account of their own, and is confirmed by whoever holds the key. */
export function membershipColumns() {
  return {
    accountId: exposed(p.uuid().strictNullable(), 'The account the person signs in with; null until the invitation is accepted.'),
    email: exposed(p.text(), 'The address the invitation went to; once it was accepted, that of the account. In lower case.'),
    name: exposed(p.text().strictNullable(), 'As the person gave it on accepting; null until then.'),
    publicKey: exposed(
      p.text().strictNullable(),
      'RSA public key, SPKI in base64, pinned when the person accepted; null until then. Compare its fingerprint phrase before confirming.',
    ),
    key: p.text().strictNullable(),
    invitationHash: p.blob().strictNullable().hidden(),
    invitationExpiresAt: exposed(p.datetime().strictNullable(), 'Five days after the invitation was last sent; null once it was accepted.'),
    createdAt: exposed(p.datetime(), 'When the person was first invited.'),
    twoStepSince: exposed(
      p.datetime().strictNullable(),
      'Since when the person has two-step login, in whatever they belong to; null: they have none, or have not accepted yet.',
    ),
    twoStepClass: exposed(p.enum(() => TwoStepClass).strictNullable(), 'What the strongest of their second factors withstands; null without one.'),
    lastSignInAt: exposed(
      p.datetime().strictNullable(),
      'When the person last signed in, wherever they belong; a session that merely goes on does not count. Null: never, or not as far as is known.',
    ),
  }
}

/** What user and provider user have in common. */
interface Member {
  accountId: string | null
  email: string
  name: string | null
  publicKey: string | null
  key: string | null
  invitationHash: Uint8Array | null
  invitationExpiresAt: Date | null
  status: string
}

export function renewInvitation(member: Member, { hash, expiresAt }: { hash: Buffer, expiresAt: Date }): void {
  requireStatus(member, 'INVITED')
  member.invitationHash = hash
  member.invitationExpiresAt = expiresAt
}

export function accept(member: Member, account: { id: string, name: string, publicKey: string }): void {
  requireStatus(member, 'INVITED')
  member.accountId = account.id
  member.name = account.name
  member.publicKey = account.publicKey
  member.status = 'ACCEPTED'
  member.invitationHash = member.invitationExpiresAt = null
}

/** @param key of the client or provider, wrapped to the person's public key; null: they get none */
export function confirm(member: Member, key: string | null): void {
  requireStatus(member, 'ACCEPTED')
  member.key = key
  member.status = 'CONFIRMED'
}

export function requireStatus({ email, status }: Member, needed: string): void {
  if (status !== needed)
    throw new Refused('WRONG_STATUS', `${email} is ${status.toLowerCase()}; this step needs ${needed.toLowerCase()}.`, { status })
}

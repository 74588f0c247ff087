import { randomBytes } from 'node:crypto'
import { after, hour } from '../../lib/clock.js'
import type { Keyring } from '../people/keys.js'
import type { Person } from '../people/person.js'
import type { Row } from './insert.js'

/** Those who left again have an account and a past, but no row. */
export function isMember({ finalStatus }: Person): boolean {
  return finalStatus !== 'LEFT'
}

/**
 * The columns that a team's and a client's people have in common. An open invitation waits for a token that nobody has: whoever wants
 * to accept it has to be sent a new one.
 */
export function membershipRow(person: Person, { accounts, copies }: Keyring): Row {
  const sent = person.at('resent') ?? person.at('invited')
  const open = sent && !person.hasAccount
  return {
    id: person.id,
    account_id: person.hasAccount ? person.accountId : null,
    email: person.email,
    name: person.hasAccount ? person.name : null,
    public_key: accounts.get(person)?.publicKey ?? null,
    key: copies.get(person) ?? null,
    invitation_hash: open ? `\\x${randomBytes(32).toString('hex')}` : null,
    invitation_expires_at: open ? after(sent, 120 * hour) : null,
    created_at: person.timeline[0]![1],
    last_sign_in_at: person.lastSignIn ?? person.at('accepted') ?? null,
  }
}

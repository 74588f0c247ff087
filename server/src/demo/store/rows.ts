import { randomBytes, randomUUID } from 'node:crypto'
import { after, hour } from '../../lib/clock.js'
import { seatMinimums } from '../people/blueprints.js'
import type { Company, CompanyMember } from '../people/company.js'
import type { Keyring } from '../people/keys.js'
import type { Person } from '../people/person.js'
import type { Population } from '../people/population.js'

/** A row as its table has it (migrations/first.ts). */
export type Row = Record<string, unknown>

export function accountRows({ accounts }: Keyring): Row[] {
  return [...accounts].map(([person, { kdf, passwordHash, wrappedUserKey, publicKey, wrappedPrivateKey }]) => ({
    id: person.accountId,
    email: person.email,
    name: person.name,
    kdf_type: kdf.type,
    kdf_iterations: kdf.iterations,
    password_hash: passwordHash,
    wrapped_user_key: wrappedUserKey,
    public_key: publicKey,
    wrapped_private_key: wrappedPrivateKey,
    security_stamp: randomUUID(),
    created_at: person.at('accepted'),
  }))
}

export function providerRow({ provider, team }: Population): Row {
  return { ...provider, kind: 'MSP', demo: true, created_at: team.foundedAt }
}

/** Tables in the order in which they refer to each other. */
export function tenantRows({ provider, team, companies }: Population, keyring: Keyring): Array<[table: string, rows: Row[]]> {
  return [
    ['seat_pool', Object.entries(seatMinimums).map(([plan, minimum]) => ({ provider_id: provider.id, plan, minimum }))],
    ['provider_user', team.members.filter(present).map(member => ({
      ...personRow(member, keyring),
      provider_id: provider.id,
      type: member.type,
      status: member.finalStatus,
    }))],
    ['client', companies.map(company => clientRow(company, provider.id, keyring))],
    ['client_user', companies.flatMap(company => company.members.filter(present).map(member => ({
      ...memberRow(member, keyring),
      provider_id: provider.id,
      client_id: company.id,
    })))],
  ]
}

function present({ finalStatus }: Person): boolean {
  return finalStatus !== 'LEFT'
}

function clientRow(company: Company, providerId: string, { clients }: Keyring): Row {
  const { id, createdAt, blueprint: { name, plan, seats } } = company
  const { publicKey, wrappedPrivateKey, providerKey } = clients.get(company)!
  return { provider_id: providerId, id, name, plan, seats: seats.now, auto_grow_ceiling: seats.autoGrowCeiling ?? null, public_key: publicKey, wrapped_private_key: wrappedPrivateKey, provider_key: providerKey, created_at: createdAt }
}

function memberRow(member: CompanyMember, keyring: Keyring): Row {
  const { finalStatus, position: { role, permissions }, timeline } = member
  const before = member.at('confirmed') ? 'CONFIRMED' : 'INVITED'
  return {
    ...personRow(member, keyring),
    role,
    permissions,
    status: finalStatus,
    status_before_revoked: finalStatus === 'REVOKED' ? before : null,
    revocation_reason: finalStatus === 'REVOKED' ? 'Manual' : null,
    external_id: finalStatus === 'STAGED' ? `dir-${member.id.slice(0, 8)}` : null,
    revised_at: timeline.at(-1)![1],
  }
}

/** An invitation that is open waits for a token that nobody has: whoever wants to accept it has to be sent a new one. */
function personRow(person: Person, { accounts, copies }: Keyring): Row {
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
  }
}

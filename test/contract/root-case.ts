import type { ProviderUserType } from '@wardroom/schema/permissions'
import type { ClientOf, ProviderOf } from '../testkit/world.js'
import { callerNames } from './cast.js'
import type { CallerName, Cast } from './cast.js'

/** ok, no (FORBIDDEN), none (NOT_FOUND, or null where the field may be null), in (UNAUTHENTICATED: sign in), or a code. */
export type Word = string

export interface Target {
  scope: 'client' | 'provider'
  /** @param spare a caller is about to succeed: what may be destroyed must not be one of the cast's own things. */
  make: (cast: Cast, where: ClientOf & ProviderOf, spare: boolean) => Promise<string> | string
}

export interface RootCase {
  document: string
  target?: Target
  /** A target that is not of a tenant, made for a caller; `missing` is what everybody gets for one that is not there. */
  personal?: { make: (cast: Cast, caller: CallerName) => Promise<string> | string, missing: Word }
  variables?: (id: string, cast: Cast) => Record<string, unknown>
  expected: Record<CallerName, Word>
  /** What the token that is limited to Birch may do there. */
  elsewhere?: Word
  /** Only people: API tokens are refused whatever they name. */
  persons?: true
  /** Names things of several kinds, each of which has a case. */
  severalKinds?: true
  /** The field is there for strangers too. */
  open?: true
}

/** Who may do what with the root fields of a feature. */
export type RootFields = Record<string, RootCase[]>
export type SubscriptionFields = Record<string, Record<CallerName, Word>>

//                 stranger provider service other  owner admin  user   custom user  uncon- revoked reading token
//                          admin    user    prov.              manager              firmed         token   elsewhere
export const everyone = row('ok    ok       ok      ok     ok    ok     ok     ok     ok    ok     ok      ok      ok')
export const signedIn = row('in    ok       ok      ok     ok    ok     ok     ok     ok    ok     ok      ok      ok')
export const people = row('in      ok       ok      ok     ok    ok     ok     ok     ok    ok     ok      no      no')
export const admins = row('in      ok       no      none   none  none   none   none   none  none   none    no      none')
export const staff = row('in       ok       ok      none   no    no     no     no     no    none   none    no      none')
export const renamers = row('in    ok       ok      none   ok    no     no     no     no    none   none    no      none')
export const managers = row('in    ok       ok      none   ok    ok     ok     no     no    none   none    no      none')
export const members = row('in     ok       ok      none   ok    ok     ok     ok     ok    none   none    ok      none')

export const client: Target = { scope: 'client', make: (_, { id }) => id }
export const provider: Target = { scope: 'provider', make: (_, { id }) => id }
export const user = (status: string): Target => ({ scope: 'client', make: (cast, where) => cast.newUser(where, { status }) })
export function providerUser(status: 'INVITED' | 'ACCEPTED' | 'CONFIRMED', type: ProviderUserType = 'SERVICE_USER'): Target {
  return {
    scope: 'provider',
    make: (cast, where) => cast.newProviderUser(where, status, type),
  }
}
export const group: Target = { scope: 'client', make: (cast, where) => cast.newGroup(where) }
export const clientGroup: Target = { scope: 'provider', make: (cast, where) => cast.newClientGroup(where) }
export const baseline: Target = { scope: 'provider', make: (cast, where) => cast.newBaseline(where) }
export const baselinedClient: Target = { scope: 'client', make: (cast, where) => cast.bindToBaseline(where) }
export const collection: Target = { scope: 'client', make: (cast, where) => cast.newCollection(where) }
export const bulkJob = (ended: boolean): Target => ({ scope: 'client', make: (cast, where) => cast.newBulkJob(where, ended) })
export const apiToken: Target = { scope: 'provider', make: (cast, where) => cast.newApiToken(where) }
export const bulk = (verb: string) => `mutation ($ids: [ID!]!) { ${verb}(ids: $ids) { ok code message email } }`
export const ids = (id: string) => ({ ids: [id] })

export function row(words: string): Record<CallerName, Word> {
  const list = words.trim().split(/\s+/)
  if (list.length !== callerNames.length)
    throw new Error(`a row has ${list.length} words for ${callerNames.length} callers: ${words}`)
  return Object.fromEntries(callerNames.map((name, index) => [name, list[index]!])) as Record<CallerName, Word>
}

/** Every signed-in person meets the same; API tokens are refused. */
export function everyPerson(word: Word): Record<CallerName, Word> {
  const wordOf = (name: CallerName) => name === 'stranger' ? 'in' : name.includes('token') ? 'no' : word
  return Object.fromEntries(callerNames.map(name => [name, wordOf(name)])) as Record<CallerName, Word>
}

export function fill(word: Word): Record<CallerName, Word> {
  return Object.fromEntries(callerNames.map(name => [name, word])) as Record<CallerName, Word>
}

/** A row of `Query.node`: every feature adds its own types. */
export function node(kind: string, target: Target, expected: Record<CallerName, Word>, elsewhere?: Word): RootCase {
  return { document: `query ($id: ID!) { node(id: $id) { id ... on ${kind} { __typename } } }`, target, expected, severalKinds: true, ...elsewhere && { elsewhere } }
}

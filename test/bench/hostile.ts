import { createHash } from 'node:crypto'

export interface Hostile {
  signedIn: boolean
  body: { query?: string, variables?: Record<string, unknown>, extensions?: object }
}

type Kind = (n: number, clientId: string) => Hostile['body']

const page = 'edges { node { id } }'
const times = (count: number, text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n)).join(' ')
const pick = <T>(n: number, among: readonly T[]): T => among[n % among.length]!

/** The members of a filter whose bit is set: with a few members there are as many shapes as one wants. */
function shape(bits: number, members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter((_, at) => bits >> at & 1))
}

const text = (n: number) => shape(n, { eq: `a${n}`, in: [`b${n}`, 'c'], not: `d${n}`, contains: `e${n}` })
const number = (n: number) => shape(n, { eq: n, in: [n, 1], not: n, gte: -n, lte: n })

/** No two requests of a kind are equal: neither their text, nor what a cache could know them by. */
const kinds: Record<string, Kind> = {
  document: n => ({ query: `{ x${n}: clients(first: ${1 + n % 50}) { edges { node { id n${n}: name plan createdAt } } } }` }),
  literals: n => ({ query: `{ clients(filter: { name: { contains: "x${n}" } }) { totalCount ${page} } }` }),
  aliases: n => ({ query: `{ ${times(n % 30, at => `a${n}x${at}: clients(first: 1) { totalCount }`)} z: __typename }` }),
  depth: (n, id) => ({ query: `{ a${n}: client(id: "${id}") { ${'users(first: 1) { edges { node { client { '.repeat(n % 6)}id${' } } } }'.repeat(n % 6)} } }` }),
  fragments: n => ({ query: `{ clients(first: 1) { edges { node { ...F${n}x0 } } } } ${times(12, at => `fragment F${n}x${at} on Client { ${at < 11 ? `...F${n}x${at + 1} ...F${n}x${at + 1}` : 'id'} }`)}` }),
  directives: n => ({ query: `query Q${n}($yes: Boolean!) { clients(first: 1) { ${times(n % 14, at => `d${at}: totalCount @include(if: $yes)`)} ${page} } }`, variables: { yes: n % 2 > 0 } }),
  unknown: n => ({ query: `{ clients${n} { edges { no${n} } } }` }),
  broken: n => ({ query: `{ clients(first: ${n} ${'('.repeat(n % 50)}` }),
  persisted: n => ({ extensions: { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(String(n)).digest('hex') } } }),
  variables: n => ({
    query: 'query ($f: ClientFilter) { clients(filter: $f) { totalCount } }',
    variables: { f: { name: { in: Array.from({ length: 90 + n % 20 }, (_, at) => `${n}-${at}`) } }, [`more${n}`]: 'x'.repeat(n % 5_000) },
  }),
  clients: n => ({
    query: `query ($f: ClientFilter, $o: ClientOrder) { clients(first: 2, filter: $f, orderBy: $o) { totalCount ${page} } }`,
    variables: {
      f: { name: text(n), freeSeats: number(n >> 4), ...n & 512 ? { plan: 'TEAMS' } : {} },
      o: { field: pick(n, ['NAME', 'SEATS', 'OCCUPIED', 'CREATED_AT', 'LAST_EVENT_AT']), direction: pick(n >> 3, ['ASC', 'DESC']) },
    },
  }),
  users: (n, id) => ({
    query: `query ($id: ID!, $f: UserFilter, $o: UserOrder) { client(id: $id) { users(first: 2, filter: $f, orderBy: $o) { totalCount ${page} } } }`,
    variables: {
      id,
      f: shape(n, { search: `s${n}`, status: ['INVITED', 'CONFIRMED'].slice(n % 2), role: ['USER'] }),
      o: { field: pick(n, ['EMAIL', 'NAME', 'ROLE', 'STATUS', 'CREATED_AT']), direction: pick(n >> 3, ['ASC', 'DESC']) },
    },
  }),
  events: (n, id) => ({
    query: `query ($f: EventFilter, $o: EventOrder!) { events(first: 2, filter: $f, order: $o) { ${page} } }`,
    variables: {
      f: shape(n, { clientId: id, codes: [n % 3_000], since: new Date(n * 60_000), until: new Date() }),
      o: pick(n, ['OLDEST_FIRST', 'NEWEST_FIRST']),
    },
  }),
  cursors: n => ({ query: `{ clients(after: "${Buffer.from(JSON.stringify([`x${n}`, String(n)])).toString('base64url')}") { ${page} } }` }),
}

/** The nth request; every third comes from somebody who has not signed in. */
export function hostile(n: number, clientId: string): Hostile {
  return { signedIn: n % 3 !== 0, body: pick(n, Object.values(kinds))(n, clientId) }
}

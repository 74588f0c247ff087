import { createHash } from 'node:crypto'
import { Wardroom } from '@wardroom/schema/client'

const { WARDROOM_URL = 'http://localhost:8420', WARDROOM_TOKEN = '' } = process.env
const wardroom = new Wardroom(WARDROOM_URL, WARDROOM_TOKEN)

const page = `query ($after: String) { events(first: 200, after: $after) {
  edges { node { seq hash providerId code at clientId clientName actor { kind id name } subject { kind id name } details deviceType ip } }
  pageInfo { hasNextPage endCursor }
} }`

type Named = Record<'kind' | 'id' | 'name', string | null>
interface Chained { seq: string, hash: string, actor: Named, subject: Named }
interface Page { events: { edges: Array<{ node: Chained }>, pageInfo: { hasNextPage: boolean, endCursor: string } } }

let hash = Buffer.alloc(32)
for (let after: string | null = null, more = true; more;) {
  const { events }: Page = await wardroom.query<Page>(page, { after })
  for (const { node: { seq, hash: stored, actor, subject, ...rest } } of events.edges) {
    const place = Buffer.alloc(8)
    place.writeBigInt64BE(BigInt(seq))
    hash = sha256(hash, place, sha256(canonical({ ...rest, ...prefixed('actor', actor), ...prefixed('subject', subject) })))
    if (hash.toString('hex') !== stored)
      throw new Error(`event ${seq} is not as it was appended`)
  }
  more = events.pageInfo.hasNextPage
  after = events.pageInfo.endCursor
}
console.log(`The chain is whole up to ${hash.toString('hex')}`)

function sha256(...parts: Array<Buffer | string>): Buffer<ArrayBuffer> {
  return parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest()
}

/** Sorted keys, no members that are null. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => member === null || typeof member !== 'object' || Array.isArray(member)
    ? member
    : Object.fromEntries(Object.entries(member).filter(([, inner]) => inner !== null).sort(([a], [b]) => (a < b ? -1 : 1))))
}

function prefixed(prefix: string, { kind, id, name }: Named): Record<string, string | null> {
  return { [`${prefix}Kind`]: kind, [`${prefix}Id`]: id, [`${prefix}Name`]: name }
}

import type { Caller } from '../testkit/person.js'
import { Wire } from './wire.js'
import type { Closed, Message } from './wire.js'

export interface Line {
  seq: number
  type: string
  clientId: string | null
}

export interface Where {
  after?: string | null
  providerId?: string | null
  filter?: Record<string, unknown> | null
}

export const feedDocument = `subscription ($providerId: ID, $after: String, $filter: EventFilter) {
  events(providerId: $providerId, after: $after, filter: $filter) { cursor events { seq type clientId } }
}`

interface Batch {
  cursor: string
  events: Array<{ seq: string, type: string, clientId: string | null }>
}

export async function newestCursor(caller: Caller, providerId?: string | null): Promise<string | null> {
  const { events } = await caller.do(
    'query ($id: ID) { events(providerId: $id, first: 1, order: NEWEST_FIRST) { pageInfo { endCursor } } }',
    { id: providerId },
  )
  return events.pageInfo.endCursor
}

/** The log by query, oldest first, as a follower would get it. */
export async function queried(caller: Caller, { after = null, providerId = null, filter = null }: Where = {}): Promise<Line[]> {
  const lines: Line[] = []
  for (let from = after, more = true; more;) {
    const { events }: Page = await caller.do<Page>(
      'query ($after: String, $providerId: ID, $filter: EventFilter) { events(first: 100, after: $after, providerId: $providerId, filter: $filter) { edges { node { seq type clientId } } pageInfo { hasNextPage endCursor } } }',
      { after: from, providerId, filter },
    )
    lines.push(...events.edges.map(({ node: { seq, ...rest } }) => ({ seq: Number(seq), ...rest })))
    from = events.pageInfo.endCursor
    more = events.pageInfo.hasNextPage
  }
  return lines
}

interface Page { events: { edges: Array<{ node: Batch['events'][number] }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }

/** One subscription on a socket of its own, with everything that came. */
export class Follower {
  private constructor(readonly wire: Wire) {}

  /** Begins behind the newest event that the caller sees, unless `where` says otherwise: so nothing after this call is missed. */
  static async start(caller: Caller, where: Where = {}, document = feedDocument): Promise<Follower> {
    const after = where.after === undefined ? await newestCursor(caller, where.providerId) : where.after
    const wire = await Wire.open(caller.origin, { token: caller.token })
    wire.subscribe('1', document, { ...where, after })
    return new Follower(wire)
  }

  /** The code of the refusal. */
  static async refused(caller: Caller, where: Where = {}, document = feedDocument): Promise<string> {
    const { wire } = await Follower.start(caller, { after: null, ...where }, document)
    const { payload } = await wire.next('error')
    await wire.leave()
    return (payload as Array<{ extensions: { code: string } }>)[0]!.extensions.code
  }

  get batches(): Batch[] {
    return this.wire.messages.filter(({ type }) => type === 'next')
      .map(({ payload }) => (payload as { data: { events: Batch } }).data.events)
  }

  get lines(): Line[] {
    return this.batches.flatMap(({ events }) => events).map(({ seq, ...rest }) => ({ seq: Number(seq), ...rest }))
  }

  get seqs(): number[] {
    return this.lines.map(({ seq }) => seq)
  }

  get types(): string[] {
    return this.lines.map(({ type }) => type)
  }

  get cursor(): string {
    return this.batches.at(-1)!.cursor
  }

  get closed(): Promise<Closed> {
    return this.wire.closed
  }

  /** Waits until something has come; the feed's end fails the test with its code. */
  async until(arrived: (follower: this) => boolean): Promise<void> {
    if (!await this.wire.find(() => arrived(this) || undefined))
      throw new Error(`the feed ended with ${JSON.stringify(await this.closed)} after ${JSON.stringify(this.lines.slice(-3))}`)
  }

  /** Waits for a line of this kind. */
  async hear(type: string, times = 1): Promise<void> {
    await this.until(({ types }) => types.filter(each => each === type).length >= times)
  }

  get errors(): Message[] {
    return this.wire.messages.filter(({ type }) => type === 'error')
  }

  leave(): Promise<void> {
    return this.wire.leave()
  }
}

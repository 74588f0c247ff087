import { createClient } from 'graphql-ws'

/** A line of the event log as `follow` yields it; ask for more fields by your own document. */
export interface FeedEvent {
  seq: string
  cursor: string
  code: number
  type: string
  at: string
  clientId: string | null
  clientName: string | null
  actor: { kind: string, id: string | null, name: string | null }
  subject: { kind: string | null, id: string | null, name: string | null }
  details: Record<string, unknown>
}

/** A refusal of the server: a stable code and a sentence that says what to do. @public for tools that catch it */
export class WardroomError extends Error {
  override readonly name = 'WardroomError'

  constructor(readonly code: string, message: string, readonly facts: Record<string, unknown>) {
    super(message)
  }
}

const feedDocument = `subscription ($providerId: ID, $after: String, $filter: EventFilter) {
  events(providerId: $providerId, after: $after, filter: $filter) {
    cursor
    events { seq cursor code type at clientId clientName actor { kind id name } subject { kind id name } details }
  }
}`

/** These end a feed for good; anything else is a lost connection, which is made again. */
const final = new Set(['CURSOR_EXPIRED', 'CURSOR_MALFORMED', 'BAD_USER_INPUT', 'FORBIDDEN', 'NOT_FOUND', 'UNAUTHENTICATED', 'LIMIT_EXCEEDED'])

/** What a tool needs of Wardroom: queries, and the event feed without holes or repeats. Runs in Node 22 and later and in browsers. */
export class Wardroom {
  /** @param token an API token, or an access token */
  constructor(private readonly origin: string, private readonly token: string) {}

  /** @throws WardroomError */
  async query<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const response = await fetch(`${this.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'authorization': `Bearer ${this.token}` },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = await response.json() as { data?: Data, errors?: RawError[] }
    if (errors?.[0])
      throw asError(errors[0])
    return data!
  }

  /**
   * Every event behind `after` (a cursor; null: from now on), then every new one. Survives lost connections and restarts of the
   * server by resuming from the last cursor; ends when `signal` is aborted. @throws WardroomError when it cannot go on
   */
  async* follow({ after = null, providerId, filter, signal }: { after?: string | null, providerId?: string, filter?: Record<string, unknown>, signal?: AbortSignal } = {}): AsyncGenerator<FeedEvent> {
    let cursor = after
    let seen = 0
    for (let attempt = 0; !signal?.aborted; attempt++) {
      const client = createClient({ url: `${this.origin.replace(/^http/, 'ws')}/graphql`, connectionParams: { accessToken: this.token }, retryAttempts: 0 })
      const stop = () => void client.dispose()
      signal?.addEventListener('abort', stop, { once: true })
      try {
        for await (const { data, errors } of client.iterate<{ events: { cursor: string, events: FeedEvent[] } }>({ query: feedDocument, variables: { providerId, after: cursor, filter } })) {
          if (errors?.[0])
            throw errors[0]
          attempt = 0
          for (const event of data!.events.events.filter(({ seq }) => Number(seq) > seen)) {
            seen = Number(event.seq)
            cursor = event.cursor
            yield event
          }
          cursor = data!.events.cursor
        }
      }
      catch (error) {
        throwIfFinal(error)
      }
      finally {
        signal?.removeEventListener('abort', stop)
        await client.dispose()
      }
      await pause(Math.min(5_000, 100 * 2 ** attempt) * (0.5 + Math.random() / 2), signal)
    }
  }
}

interface RawError {
  message: string
  extensions?: { code?: string } & Record<string, unknown>
}

function asError({ message, extensions: { code = 'INTERNAL', ...facts } = {} }: RawError): WardroomError {
  return new WardroomError(code, message, facts)
}

function throwIfFinal(error: unknown): void {
  const [refusal] = (Array.isArray(error) ? error : [error]) as RawError[]
  if (refusal?.extensions?.code && final.has(refusal.extensions.code))
    throw asError(refusal)
  if ((error as CloseEvent | null)?.code === 4401)
    throw new WardroomError('UNAUTHENTICATED', 'The token is wrong, expired or revoked; make a new one.', {})
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    }, { once: true })
  })
}

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

/**
 * A refusal of the server, or `UNAVAILABLE` where none of its answers came: a stable code and a sentence that says what to do.
 * Tools catch it.
 * @public
 */
export class WardroomError extends Error {
  override readonly name = 'WardroomError'

  constructor(readonly code: string, message: string, readonly facts: Record<string, unknown>, options?: ErrorOptions) {
    super(message, options)
  }
}

/** An answer as it came, refusals included. */
export interface Answer<Body = unknown> {
  status: number
  body: Body & { data?: unknown, errors?: RawError[], error?: { code: string, message: string, facts: Record<string, unknown> } }
  /** The cookies it set, as they go back; '' in a browser, which keeps them to itself. */
  cookie: string
}

const feedDocument = `subscription ($providerId: ID, $after: String, $filter: EventFilter) {
  events(providerId: $providerId, after: $after, filter: $filter) {
    cursor
    events { seq cursor code type at clientId clientName actor { kind id name } subject { kind id name } details }
  }
}`

/** These end a feed for good; anything else is a lost connection, which is made again. */
const final = new Set([
  'CURSOR_EXPIRED',
  'CURSOR_MALFORMED',
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'NOT_FOUND',
  'UNAUTHENTICATED',
  'ADDRESS_NOT_ALLOWED',
  'LIMIT_EXCEEDED',
])

/** What a tool needs of Wardroom: queries, and the event feed without holes or repeats. Runs in Node 22 and later and in browsers. */
export class Wardroom {
  /**
   * @param token an API token, or an access token; without one only what is open to strangers is answered
   * @param options
   * @param options.timeout milliseconds that an answer may take, and that the feed may be silent before it is connected anew
   */
  constructor(readonly origin: string, protected token?: string, private readonly options: { timeout?: number } = {}) {}

  /** @throws WardroomError */
  async query<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { body, status } = await this.post('/graphql', { query, variables })
    if (!body.data)
      throw this.unavailable(`status ${status} without data`)
    return body.data as Data
  }

  /**
   * Every event behind `after` (a cursor; null: from now on), then every new one. Survives lost connections and restarts of the
   * server by resuming from the last cursor; ends when `signal` is aborted. @throws WardroomError when it cannot go on
   */
  async* follow({ after = null, providerId, filter, signal }: {
    after?: string | null
    providerId?: string
    filter?: Record<string, unknown>
    signal?: AbortSignal
  } = {}): AsyncGenerator<FeedEvent> {
    let cursor = after
    let seen = 0
    for (let attempt = 0; !signal?.aborted; attempt++) {
      let silence: ReturnType<typeof setTimeout> | undefined
      const stop = () => client.terminate()
      const alive = () => {
        clearTimeout(silence)
        silence = setTimeout(stop, this.timeout)
      }
      const client = createClient({
        url: `${this.origin.replace(/^http/, 'ws')}/graphql`,
        connectionParams: { accessToken: this.token },
        retryAttempts: 0,
        on: { connecting: alive, message: alive },
      })
      signal?.addEventListener('abort', stop, { once: true })
      try {
        for await (const { data, errors } of client.iterate<{ events: { cursor: string, events: FeedEvent[] } }>({
          query: feedDocument,
          variables: { providerId, after: cursor, filter },
        })) {
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
        clearTimeout(silence)
        signal?.removeEventListener('abort', stop)
        await client.dispose()
      }
      await pause(Math.min(5_000, 100 * 2 ** attempt) * (0.5 + Math.random() / 2), signal)
    }
  }

  /** The answer of any door, which is no refusal. @throws WardroomError */
  async post<Body>(path: string, content: unknown, headers?: Record<string, string>): Promise<Answer<Body>> {
    const answer = await this.request<Body>(path, content, headers)
    const { error, errors } = answer.body
    if (error?.code)
      throw new WardroomError(error.code, error.message, error.facts)
    if (errors?.[0])
      throw asError(errors[0])
    return answer
  }

  /** The answer of any door, refusals included. @throws WardroomError `UNAVAILABLE` when it is not the server that answers, or nobody */
  async request<Body>(path: string, content: unknown, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    const response = await fetch(this.origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.token && { authorization: `Bearer ${this.token}` }, ...headers },
      body: JSON.stringify(content),
      signal: AbortSignal.timeout(this.timeout),
    }).catch((cause: unknown) => { throw this.unavailable('no answer', cause) })
    const body = await response.json().catch((cause: unknown) => {
      throw this.unavailable(`status ${response.status} and no JSON`, cause)
    }) as Answer<Body>['body']
    return { status: response.status, body, cookie: response.headers.getSetCookie().map(cookie => cookie.split(';')[0]!).join('; ') }
  }

  private get timeout(): number {
    return this.options.timeout ?? 30_000
  }

  private unavailable(what: string, cause?: unknown): WardroomError {
    const message = `Wardroom did not answer at ${this.origin} (${what}). Check the address and what stands before the server, then try again; a change may have been made, so look before you repeat it.`
    return new WardroomError('UNAVAILABLE', message, {}, { cause })
  }
}

interface RawError {
  message: string
  path?: Array<string | number>
  extensions: { code: string } & Record<string, unknown>
}

type AnyError = Pick<RawError, 'message'> & { extensions?: Partial<RawError['extensions']> }

function asError({ message, extensions: { code = 'INTERNAL', ...facts } = {} }: AnyError): WardroomError {
  return new WardroomError(code, message, facts)
}

function throwIfFinal(error: unknown): void {
  const [refusal] = (Array.isArray(error) ? error : [error]) as Array<Partial<RawError> | undefined>
  if (refusal?.extensions && final.has(refusal.extensions.code))
    throw asError(refusal as RawError)
  const { code, reason } = error as CloseEvent | null ?? {}
  if (code === 4401)
    throw new WardroomError('UNAUTHENTICATED', 'The token is wrong, expired or revoked; make a new one.', {})
  if (code === 4403 && reason === 'ADDRESS_NOT_ALLOWED')
    throw new WardroomError(reason, 'The token may not be used from here; have this address allowed.', {})
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, signal?.aborted ? 0 : milliseconds)
    signal?.addEventListener('abort', end)
  })
}

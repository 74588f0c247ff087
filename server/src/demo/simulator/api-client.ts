import { signIn, unlock } from '@wardroom/schema/sealing/account'
import type { UnlockedAccount } from '@wardroom/schema/sealing/account'
import { after, second } from '../../lib/clock.js'

/** A refusal as a browser gets it: a stable code and a sentence. */
export class VisitRefused extends Error {
  constructor(readonly code: string, message: string) {
    super(message)
  }
}

interface Answer {
  data?: unknown
  errors?: Array<{ message: string, extensions?: { code?: string } }>
  error?: { code: string, message: string }
}

interface SignedIn {
  accessToken: string
  expiresAt: string
  keys: Parameters<typeof unlock>[1]
}

interface Session {
  accessToken: string
  expiresAt: Date
  cookie: string
  keys: UnlockedAccount
}

/** One simulated person at one browser: knows an address and a password, and Wardroom by its public doors alone. */
export class ApiClient {
  private session: Session | undefined

  constructor(private readonly origin: string, readonly email: string, private readonly password: string, private readonly userAgent: string) {}

  get signedIn(): boolean {
    return this.session !== undefined
  }

  get keys(): UnlockedAccount {
    return this.session!.keys
  }

  /** Derives the proof from the password, signs in and unlocks. */
  async signIn(password = this.password): Promise<void> {
    const { body: prelogin } = await this.post<Parameters<typeof signIn>[1]>('/auth/prelogin', { email: this.email })
    const { masterPasswordHash, stretchedKey } = await signIn(password, prelogin)
    const { body, cookie } = await this.post<SignedIn>('/auth/sign-in', { email: this.email, masterPasswordHash })
    this.session = { accessToken: body.accessToken, expiresAt: new Date(body.expiresAt), cookie, keys: await unlock(stretchedKey, body.keys) }
  }

  async signOut(): Promise<void> {
    const { cookie } = this.session!
    this.session = undefined
    await this.post('/auth/sign-out', {}, { cookie })
  }

  /** The answer's data. @throws VisitRefused; a session that has ended is forgotten */
  async ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    try {
      await this.refresh()
      const { body } = await this.post<{ data: Data }>('/graphql', { query, variables }, this.session && { authorization: `Bearer ${this.session.accessToken}` })
      return body.data
    }
    catch (error) {
      if (error instanceof VisitRefused && (error.code === 'SESSION_ENDED' || error.code === 'UNAUTHENTICATED'))
        this.session = undefined
      throw error
    }
  }

  private async refresh(): Promise<void> {
    if (!this.session || this.session.expiresAt > after(new Date(), 30 * second))
      return
    const { body: { accessToken, expiresAt }, cookie } = await this.post<SignedIn>('/auth/refresh', {}, { cookie: this.session.cookie })
    this.session = { ...this.session, accessToken, expiresAt: new Date(expiresAt), cookie }
  }

  private async post<Body>(path: string, content: unknown, headers: Record<string, string> = {}): Promise<{ body: Body, cookie: string }> {
    const response = await fetch(this.origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': this.userAgent, ...headers },
      body: JSON.stringify(content),
      signal: AbortSignal.timeout(10 * second),
    })
    const body = await response.json() as Answer
    const refusal = body.error ?? (body.errors?.[0] && { code: body.errors[0].extensions?.code ?? 'INTERNAL', message: body.errors[0].message })
    if (refusal)
      throw new VisitRefused(refusal.code, refusal.message)
    return { body: body as Body, cookie: response.headers.getSetCookie().map(cookie => cookie.split(';')[0]!).join('; ') }
  }
}

import { signIn, unlock } from '@wardroom/schema/sealing/account'
import type { UnlockedAccount } from '@wardroom/schema/sealing/account'
import { Wardroom, WardroomError } from '@wardroom/schema/client'
import type { Answer } from '@wardroom/schema/client'
import { after, second } from '../../lib/clock.js'

interface SignedIn {
  /** Missing where a second step is asked for: nobody of the demo can take it. */
  accessToken?: string
  expiresAt: string
  keys: Parameters<typeof unlock>[1]
}

interface Session {
  expiresAt: Date
  cookie: string
  keys: UnlockedAccount
}

/** One simulated person at one browser: knows an address and a password, and Wardroom by its public doors alone. */
export class ApiClient extends Wardroom {
  private session: Session | undefined
  /** What this browser keeps when a session ends. */
  private cookies = ''

  constructor(origin: string, readonly email: string, private readonly password: string, private readonly userAgent: string) {
    super(origin, undefined, { timeout: 10 * second })
  }

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
    const { body, cookie } = await this.post<SignedIn>('/auth/sign-in', { email: this.email, masterPasswordHash }, { cookie: this.cookies })
    this.cookies = cookie
    if (body.accessToken === undefined)
      throw new WardroomError('CODE_REQUIRED', `${this.email} has set up two-step login`, {})
    this.session = { expiresAt: new Date(body.expiresAt), cookie, keys: await unlock(stretchedKey, body.keys) }
    this.token = body.accessToken
  }

  async signOut(): Promise<void> {
    const { cookie } = this.session!
    this.forget()
    await this.post('/auth/sign-out', {}, { cookie })
  }

  /** The answer's data. @throws WardroomError; a session that has ended is forgotten */
  override async query<Data>(query: string, variables?: Record<string, unknown>): Promise<Data> {
    try {
      await this.refresh()
      const ask = () => super.query<Data>(query, variables)
      return await ask().catch((error: unknown) => this.provedAgain(error, ask))
    }
    catch (error) {
      if (error instanceof WardroomError && (error.code === 'SESSION_ENDED' || error.code === 'UNAUTHENTICATED'))
        this.forget()
      throw error
    }
  }

  override request<Body>(path: string, content: unknown, headers?: Record<string, string>): Promise<Answer<Body>> {
    return super.request(path, content, { 'user-agent': this.userAgent, ...headers })
  }

  /** Proves who it is where that is asked for, and goes on. */
  private async provedAgain<Data>(error: unknown, again: () => Promise<Data>): Promise<Data> {
    if (!(error instanceof WardroomError && error.code === 'REAUTH_REQUIRED'))
      throw error
    const { body: prelogin } = await this.post<Parameters<typeof signIn>[1]>('/auth/prelogin', { email: this.email })
    const { masterPasswordHash } = await signIn(this.password, prelogin)
    const input = { purpose: error.facts.purpose, masterPasswordHash }
    await super.query('mutation ($input: ProveInput!) { prove(input: $input) }', { input })
    return again()
  }

  private forget(): void {
    this.session = undefined
    this.token = undefined
  }

  private async refresh(): Promise<void> {
    if (!this.session || this.session.expiresAt > after(new Date(), 30 * second))
      return
    const { body: { accessToken, expiresAt }, cookie } = await this.post<SignedIn>('/auth/refresh', {}, { cookie: this.session.cookie })
    this.token = accessToken
    this.session = { ...this.session, expiresAt: new Date(expiresAt), cookie }
  }
}

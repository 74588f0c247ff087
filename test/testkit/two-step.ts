import { TOTP } from 'otpauth'
import { derive } from './derived.js'
import { Caller } from './person.js'
import type { Person } from './person.js'
import type { World } from './world.js'

/** Somebody's authenticator app. Each code is good once: it gives the one of now, then the next. */
export class Authenticator {
  private used = 0

  constructor(private readonly secret: string) {}

  code(offset = 0): string {
    return new TOTP({ secret: this.secret }).generate({ timestamp: Date.now() + offset * 30_000 })
  }

  /** One that was not given before: of this step of time or the next, which the server takes, too; two in half a minute. */
  next(): string {
    this.used = Math.max(this.used + 1, Math.floor(Date.now() / 30_000))
    return new TOTP({ secret: this.secret }).generate({ timestamp: this.used * 30_000 })
  }
}

export interface SecondStep {
  token: string
  methods: string[]
}

/** The first step of a sign-in: the master password. */
export async function firstStep(
  origin: string,
  { email, password }: { email: string, password: string },
  cookie = '',
): Promise<{ secondStep?: SecondStep, accessToken?: string }> {
  const door = new Caller(origin)
  const { body: prelogin } = await door.post<Parameters<typeof derive>[1]>('/auth/prelogin', { email })
  const { masterPasswordHash } = await derive(password, prelogin)
  const proof = { email, masterPasswordHash }
  return (await door.post<{ secondStep?: SecondStep, accessToken?: string }>('/auth/sign-in', proof, { cookie })).body
}

/** The proof of the person's master password, as it is sent. */
export async function passwordProof({ email, password, origin }: Person): Promise<string> {
  const door = new Caller(origin)
  const { body: prelogin } = await door.post<Parameters<typeof derive>[1]>('/auth/prelogin', { email })
  return (await derive(password, prelogin)).masterPasswordHash
}

/** Turns two-step login on, and takes the access token that goes with it. */
export async function turnOn(
  person: Person,
): Promise<{ authenticator: Authenticator, recoveryCode: string, person: Caller, cookie: string }> {
  const { beginAuthenticator: offer } = await person.do('mutation { beginAuthenticator { id secret } }')
  const authenticator = new Authenticator(offer.secret)
  const { finishAuthenticator } = await person.do(
    'mutation ($input: FinishAuthenticatorInput!) { finishAuthenticator(input: $input) { code } }',
    { input: { id: offer.id, code: authenticator.next() } },
  )
  return { authenticator, recoveryCode: finishAuthenticator.code!, ...await goOn(person, person.cookie) }
}

/** The session goes on with another access token. */
export async function goOn({ origin }: Caller, before: string): Promise<{ person: Caller, cookie: string }> {
  const { body, cookie } = await new Caller(origin).post<{ accessToken: string }>('/auth/refresh', {}, { cookie: before })
  return { person: new Caller(origin, body.accessToken), cookie }
}

/** The code of the newest mail to this address. */
export async function mailedCode(world: World, email: string): Promise<string> {
  return /\d{3} \d{3}/.exec((await world.mailTo(email)).text)![0]
}

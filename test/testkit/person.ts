import { signIn, unlock } from '@wardroom/schema/sealing/account'
import type { UnlockedAccount } from '@wardroom/schema/sealing/account'
import { Wardroom } from '@wardroom/schema/client'
import { fetchInto } from './http.js'
import type { Answer } from './http.js'

/** One row of a bulk answer. */
export interface Row {
  id: string | null
  email: string | null
  ok: boolean
  code: string | null
  message: string | null
}

/** Somebody (or, without a token, nobody) who talks to one server. */
export class Caller {
  constructor(readonly origin: string, readonly token?: string) {}

  /** The whole answer, refusals included. */
  ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    return fetchInto(this.origin, '/graphql', { query, variables }, this.token)
  }

  /** The data; a refusal fails the test with query and answer. */
  async do<Data = Record<string, never>>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { body } = await this.ask(query, variables)
    if (body.errors)
      throw new Error(`refused: ${JSON.stringify(body.errors)}\n${query}\n${JSON.stringify(variables)}`)
    return body.data as Data
  }

  /** The code of the refusal; an answer without one fails the test. */
  async refused(query: string, variables: Record<string, unknown> = {}): Promise<string> {
    const { body } = await this.ask(query, variables)
    if (!body.errors)
      throw new Error(`not refused: ${JSON.stringify(body.data)}\n${query}`)
    return body.errors[0]!.extensions.code
  }

  /** The refusal with its sentence and facts. */
  async refusal(query: string, variables: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const { body } = await this.ask(query, variables)
    const { message, extensions } = body.errors?.[0] ?? { message: `not refused: ${JSON.stringify(body.data)}`, extensions: {} }
    return { message, ...extensions }
  }

  /** A bulk mutation that takes ids, by its name; one row per id. */
  async bulk(verb: string, ids: readonly string[]): Promise<Row[]> {
    const answer = await this.do<Record<string, Row[]>>(`mutation ($ids: [ID!]!) { ${verb}(ids: $ids) { id email ok code message } }`, { ids })
    return answer[verb]!
  }

  get tool(): Wardroom {
    return new Wardroom(this.origin, this.token!)
  }
}

/** A signed-in person with keys in memory. */
export class Person extends Caller {
  private constructor(origin: string, token: string, readonly email: string, readonly password: string, readonly accountId: string, readonly keys: UnlockedAccount, readonly cookie: string) {
    super(origin, token)
  }

  static async signIn(origin: string, email: string, password: string): Promise<Person> {
    const { body: { kdf, salt } } = await fetchInto(origin, '/auth/prelogin', { email }) as unknown as { body: Parameters<typeof signIn>[1] }
    const { masterPasswordHash, stretchedKey } = await signIn(password, { kdf, salt })
    const answer = await fetchInto(origin, '/auth/sign-in', { email, masterPasswordHash })
    if (answer.status !== 200)
      throw new Error(`sign-in refused: ${JSON.stringify(answer.body)}`)
    const { accessToken, account, keys } = answer.body as unknown as { accessToken: string, account: { id: string }, keys: Parameters<typeof unlock>[1] }
    return new Person(origin, accessToken, email, password, account.id, await unlock(stretchedKey, keys), answer.cookie)
  }

  again(): Promise<Person> {
    return Person.signIn(this.origin, this.email, this.password)
  }
}

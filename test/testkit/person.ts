import { unlock } from '@wardroom/schema/sealing/account'
import type { signIn, UnlockedAccount } from '@wardroom/schema/sealing/account'
import { Wardroom } from '@wardroom/schema/client'
import type { Answer, WardroomError } from '@wardroom/schema/client'
import { derive } from './derived.js'
import type { DataOf } from './document.js'

/** One row of a bulk answer. */
export interface Row {
  id: string | null
  email: string | null
  ok: boolean
  code: string | null
  message: string | null
}

/** Somebody (or, without a token, nobody) who talks to one server. */
export class Caller extends Wardroom {
  declare readonly token?: string

  /** The whole answer to a document, refusals included. */
  ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    return this.request('/graphql', { query, variables })
  }

  /** The data; a refusal fails the test with code, query and variables. */
  do<const Text extends string>(
    query: Text,
    variables?: Record<string, unknown>,
  ): Promise<string extends Text ? Record<string, never> : DataOf<Text>>
  do<Data>(query: string, variables?: Record<string, unknown>): Promise<Data>
  do(query: string, variables?: Record<string, unknown>): Promise<unknown> {
    return this.query(query, variables).catch((error: WardroomError) => {
      throw new Error(`refused: ${error.code} ${error.message} ${JSON.stringify(error.facts)}\n${query}\n${JSON.stringify(variables)}`, { cause: error })
    })
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
}

/** A signed-in person with keys in memory. */
export class Person extends Caller {
  private constructor(
    origin: string,
    token: string,
    readonly email: string,
    readonly password: string,
    readonly accountId: string,
    readonly keys: UnlockedAccount,
    readonly cookie: string,
  ) {
    super(origin, token)
  }

  static async signIn(origin: string, email: string, password: string): Promise<Person> {
    const door = new Caller(origin)
    const { body: prelogin } = await door.post<Parameters<typeof signIn>[1]>('/auth/prelogin', { email })
    const { masterPasswordHash, stretchedKey } = await derive(password, prelogin)
    const { body: { accessToken, account, keys }, cookie } = await door.post<{
      accessToken: string
      account: { id: string }
      keys: Parameters<typeof unlock>[1]
    }>('/auth/sign-in', { email, masterPasswordHash })
    return new Person(origin, accessToken, email, password, account.id, await unlock(stretchedKey, keys), cookie)
  }

  again(): Promise<Person> {
    return Person.signIn(this.origin, this.email, this.password)
  }
}

import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type {} from '@wardroom/server/event/retention'
import { appendStatements, describeEvent } from '@wardroom/server/event/append'
import type { ProviderUserType } from '@wardroom/schema/permissions'
import { sealCollectionName } from '@wardroom/schema/sealing/collection'
import { importPublicKey } from '@wardroom/schema/sealing/rsa'
import { confirm, makeClientKeys, makeProviderKey, openSharedKey } from '@wardroom/schema/sealing/provider'
import { readConfig } from '@wardroom/server/config/environment'
import { loadSecrets } from '@wardroom/server/config/secrets'
import type { Secrets } from '@wardroom/server/config/secrets'
import { createServer } from '@wardroom/server/server'
import type { RunningServer, ServerOptions } from '@wardroom/server/server'
import pg from 'pg'
import { inject } from 'vitest'
import { copyDatabase } from './database.js'
import { register, registerOnce } from './derived.js'
import { Caller, Person } from './person.js'
import type { Row } from './person.js'

/** A bulk answer in brief: `ok`, or the code of each row. */
export function outcomes(rows: readonly Row[]): string[] {
  return rows.map(({ ok, code }) => code ?? (ok ? 'ok' : 'refused without a code'))
}

/** A line of the log in brief: what, who, whom, and the details beside them. */
export interface Logged {
  event: string
  by: string | null
  whom: string | null
  [detail: string]: unknown
}

const password = 'correct horse battery staple'
const newDevice = 'A new device signed in'

/** A server of its own on a database of its own, and the people in it. Everything is done through the API, keys included. */
export class World {
  private constructor(
    private readonly address: string,
    readonly ownerUrl: string,
    readonly dataDir: string,
    private readonly secrets: () => Promise<Secrets>,
    private readonly dispose: () => Promise<void>,
    private readonly running?: RunningServer,
  ) {}

  static async start(options: ServerOptions & { env?: Record<string, string> } = {}): Promise<World> {
    const database = await copyDatabase()
    const dataDir = await mkdtemp(path.join(tmpdir(), 'wardroom-world-'))
    const config = readConfig(
      { WARDROOM_DATA: dataDir, WARDROOM_PORT: '0', WARDROOM_LOG_LEVEL: process.env.WARDROOM_TEST_LOG ?? 'silent', ...options.env },
      [],
    )
    const secrets = await loadSecrets(inject('secretsDir'))
    const server = await createServer(config, database.url, secrets, { limitFactor: 1_000, ...options })
    return new World(server.address, database.url, dataDir, async () => secrets, async () => {
      await server.close()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    }, server)
  }

  /** The world of a server that runs elsewhere, in a process of its own (testkit/server-process.ts). */
  static at(address: string, ownerUrl: string, dataDir: string, secret?: string): World {
    return new World(address, ownerUrl, dataDir, () => loadSecrets(dataDir, secret), async () => {})
  }

  get server(): RunningServer {
    if (!this.running)
      throw new Error('this server runs in a process of its own')
    return this.running
  }

  close(): Promise<void> {
    return this.dispose()
  }

  /** Where requests go: the server itself, whatever origin is configured for links. */
  get origin(): string {
    return `http://localhost:${new URL(this.address).port}`
  }

  /** What the server prints at its start, within the address to open. */
  async setupCode(): Promise<string> {
    return (await this.secrets()).setupCode
  }

  get stranger(): Caller {
    return new Caller(this.origin)
  }

  signIn(email: string, masterPassword = password): Promise<Person> {
    return Person.signIn(this.origin, email, masterPassword)
  }

  /** Statements as the owner: for what no door leads to (tampering, other providers, old dates). */
  async sql<R extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<R[]> {
    const owner = new pg.Client({ connectionString: this.ownerUrl })
    await owner.connect()
    return owner.query<R>(text, values).then(({ rows }) => rows).finally(() => owner.end())
  }

  /** Sets up the installation; another provider in the same database is made by `anotherProvider`. */
  async provider(name = 'Northwind', { teams = 100, enterprise = 100 } = {}): Promise<ProviderOf> {
    const email = `admin@${slug(name)}.example`
    const registration = { name: 'Ada Admin', ...await registerOnce(email, password) }
    const { wrapped } = await makeProviderKey(await importPublicKey(registration.publicKey))
    const { setupProvider } = await this.stranger.do(
      'mutation ($input: SetupProviderInput!, $code: String) { setupProvider(input: $input, setupCode: $code) { id } }',
      { code: await this.setupCode(), input: {
        providerName: name,
        email,
        registration,
        providerKey: wrapped,
        teamsSeatMinimum: teams,
        enterpriseSeatMinimum: enterprise,
      } },
    )
    return new ProviderOf(this, setupProvider.id, name, await this.signIn(email))
  }

  /** A second provider beside the first: no door makes one, so the first is out of the system's sight while the second sets itself up. */
  async anotherProvider(name = 'Contoso', minimums: { teams?: number, enterprise?: number } = {}): Promise<ProviderOf> {
    await this.sql('alter policy everything_for_system on provider using (false)')
    const setUp = await this.provider(name, minimums).finally(() => this.sql('alter policy everything_for_system on provider using (true)'))
    return setUp
  }

  /** With new keys each time. */
  async registration(email: string, name: string) {
    return { name, ...await register(email, password) }
  }

  /** Deletes the events of a log up to a place, or all, as retention does with those that are old enough: here all are. */
  async expireEvents(providerId: string, last?: number, days = 0): Promise<void> {
    await this.sql('insert into event_retention (days) values ($1) on conflict (single) do update set days = excluded.days', [days])
    const [head] = await this.sql<{ first_seq: string, seq: string }>('select first_seq, seq from event_head where provider_id = $1', [providerId])
    const details = { first: Number(head!.first_seq), last: last ?? Number(head!.seq) }
    const [append] = appendStatements([describeEvent(
      'EventLog_Expired',
      { providerId, subject: { kind: 'PROVIDER', id: providerId }, actor: { kind: 'SYSTEM' }, details, at: new Date() },
    )])
    await this.sql('select expire_events($1, $2::jsonb -> 0)', [providerId, append!.entries])
  }

  /**
   * The newest mail to somebody, out of the mailbox. Each sign-in here is that of a new device: what tells of one is passed over, unless
   * it is asked for by its subject.
   */
  async mailTo(email: string, about?: string): Promise<{ subject: string, text: string }> {
    const { mailbox } = await this.stranger.do(
      'query ($code: String) { mailbox(setupCode: $code) { to subject text } }',
      { code: await this.setupCode() },
    )
    const mail = mailbox.find(({ to, subject }) => to === email && (about ? subject.startsWith(about) : !subject.startsWith(newDevice)))
    if (!mail)
      throw new Error(`no mail to ${email} among ${mailbox.map(({ to }) => to).join(', ')}`)
    return mail
  }

  async invitationOf(email: string): Promise<string> {
    return /#([\w-]{43})/.exec((await this.mailTo(email)).text)![1]!
  }

  /** Accepts the invitation in the mailbox as a new person. */
  async accept(email: string, name = email.split('@')[0]!): Promise<void> {
    await this.stranger.do('mutation ($token: String!, $registration: RegistrationInput) { acceptInvitation(token: $token, registration: $registration) { id } }', {
      token: await this.invitationOf(email),
      registration: { name, ...await registerOnce(email, password) },
    })
  }

  /** Accepts the invitation in the mailbox as somebody who has an account and is signed in. */
  async acceptAs(person: Person): Promise<void> {
    await person.do('mutation ($token: String!) { acceptInvitation(token: $token) { id } }', { token: await this.invitationOf(person.email) })
  }
}

export class ProviderOf {
  constructor(readonly world: World, readonly id: string, readonly name: string, readonly admin: Person) {}

  /** What an action adds to the provider's log and those of its clients, oldest first. */
  async logged(act: () => Promise<unknown>): Promise<Logged[]> {
    const { events: { edges: [newest] } } = await this.admin.do(
      'query ($id: ID!) { events(providerId: $id, first: 1, order: NEWEST_FIRST) { edges { cursor } } }',
      { id: this.id },
    )
    await act()
    const { events } = await this.admin.do(
      'query ($id: ID!, $after: String) { events(providerId: $id, first: 200, after: $after) { edges { node { type actor { name } subject { name } details } } } }',
      { id: this.id, after: newest!.cursor },
    )
    return events.edges.map((
      { node: { type, actor, subject, details } },
    ) => ({ event: type, by: actor.name, whom: subject.name, ...details }))
  }

  /** Lets requests truly meet: the log's head is held, so that none commits before all have come as far as they can. */
  async atOnce<T>(...acts: Array<() => Promise<T>>): Promise<T[]> {
    const holder = new pg.Client({ connectionString: this.world.ownerUrl })
    await holder.connect()
    await holder.query('begin')
    await holder.query('select from event_head where provider_id = $1 for update', [this.id])
    const answers = Promise.all(acts.map(act => act()))
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    for (let tries = 0; tries < 40 && (await this.world.sql(waiting)).length < acts.length; tries++)
      await new Promise(resolve => setTimeout(resolve, 25))
    await holder.query('commit')
    await holder.end()
    return answers
  }

  async pools() {
    const { provider } = await this.admin.do(
      'query ($id: ID!) { provider(id: $id) { seatPools { plan minimum purchased allocated available } } }',
      { id: this.id },
    )
    return Object.fromEntries(provider.seatPools.map(({ plan, ...pool }) => [plan, pool]))
  }

  private async providerKey(as: Person) {
    const { viewer } = await as.do('{ viewer { providerMemberships { key provider { id } } } }')
    return openSharedKey(viewer.providerMemberships.find(({ provider }) => provider.id === this.id)!.key!, as.keys.privateKey)
  }

  async createClient(name: string, { plan = 'ENTERPRISE', seats = 10, owner = `owner@${slug(name)}.example`, firstCollection = false } = {}): Promise<ClientOf> {
    const id = randomUUID()
    const providerKey = await this.providerKey(this.admin)
    const keys = await makeClientKeys(id, providerKey)
    const first = { clientId: id, id: randomUUID() }
    const clientKey = firstCollection && await openSharedKey(keys.providerKey, providerKey)
    const named = clientKey && { id: first.id, ...await sealCollectionName(first, 'Default collection', clientKey) }
    const { createClient } = await this.admin.do('mutation ($input: CreateClientInput!) { createClient(input: $input) { id } }', {
      input: { providerId: this.id, id, name, plan, seats, ownerEmail: owner, ...keys, ...named && { firstCollection: named } },
    })
    return new ClientOf(this, createClient.id, name, owner)
  }

  /** A confirmed person of the provider's team. */
  async hire(email: string, type: ProviderUserType = 'SERVICE_USER'): Promise<Person> {
    await this.inviteToTeam(email, type)
    await this.world.accept(email)
    await this.confirmInTeam(email)
    return this.world.signIn(email)
  }

  /** Makes somebody who has an account already a confirmed person of the provider's team. */
  async admit(person: Person, type: ProviderUserType = 'SERVICE_USER'): Promise<void> {
    await this.inviteToTeam(person.email, type)
    await this.world.acceptAs(person)
    await this.confirmInTeam(person.email)
  }

  private async inviteToTeam(email: string, type: ProviderUserType): Promise<void> {
    await this.admin.do(
      'mutation ($id: ID!, $emails: [String!]!, $type: ProviderUserType!) { inviteProviderUsers(providerId: $id, emails: $emails, type: $type) { ok } }',
      { id: this.id, emails: [email], type },
    )
  }

  private async confirmInTeam(email: string): Promise<void> {
    const { provider } = await this.admin.do(
      'query ($id: ID!) { provider(id: $id) { users { edges { node { id email type publicKey } } } } }',
      { id: this.id },
    )
    const { id, type, publicKey } = provider.users!.edges.map(({ node }) => node).find(node => node.email === email)!
    if (type === 'OUTSIDE_TECHNICIAN')
      return void await this.admin.bulk('admitOutsideTechnicians', [id])
    const { viewer } = await this.admin.do('{ viewer { providerMemberships { key } } }')
    const key = await confirm(viewer.providerMemberships[0]!.key!, this.admin.keys.privateKey, await importPublicKey(publicKey!))
    await this.admin.do('mutation ($c: [ConfirmInput!]!) { confirmProviderUsers(confirmations: $c) { ok } }', { c: [{ id, key }] })
  }

  /** An API token of the admin. */
  async tool(scopes: string[], clientIds?: string[]): Promise<Caller> {
    const { createApiToken } = await this.admin.do(
      'mutation ($providerId: ID!, $scopes: [ApiTokenScope!]!, $clientIds: [ID!], $expiresAt: DateTimeISO!) { createApiToken(providerId: $providerId, name: "tool", scopes: $scopes, clientIds: $clientIds, expiresAt: $expiresAt) { secret } }',
      { providerId: this.id, scopes, clientIds, expiresAt: new Date(Date.now() + 86_400_000) },
    )
    return new Caller(this.world.origin, createApiToken.secret)
  }

  async clientKey(clientId: string): Promise<{ wrapped: string, holder: Awaited<ReturnType<typeof openSharedKey>> }> {
    const { client } = await this.admin.do('query ($id: ID!) { client(id: $id) { providerKey } }', { id: clientId })
    return { wrapped: client.providerKey!, holder: await this.providerKey(this.admin) }
  }
}

export class ClientOf {
  constructor(readonly provider: ProviderOf, readonly id: string, readonly name: string, readonly ownerEmail: string) {}

  get world(): World {
    return this.provider.world
  }

  get admin(): Person {
    return this.provider.admin
  }

  /** Invites people; the rows of the answer. */
  async invite(emails: string[], role = 'USER', { by = this.admin, permissions = undefined as string[] | undefined } = {}): Promise<Row[]> {
    const { inviteUsers } = await by.do('mutation ($id: ID!, $users: [InviteUserInput!]!) { inviteUsers(clientId: $id, users: $users) { id email ok code message } }', {
      id: this.id,
      users: emails.map(email => ({ email, role, permissions })),
    })
    return inviteUsers
  }

  /** A confirmed, signed-in person of the client. */
  async join(email: string, role = 'USER', options: { permissions?: string[] } = {}): Promise<Person & { userId: string }> {
    if (email !== this.ownerEmail)
      await this.invite([email], role, options)
    await this.world.accept(email)
    const user = await this.user(email)
    await this.confirm(user)
    return Object.assign(await this.world.signIn(email), { userId: user.id })
  }

  /** Makes somebody who has an account already a confirmed person of this client; the id of their row. */
  async admit(person: Person, role = 'USER', options: { permissions?: string[] } = {}): Promise<string> {
    if (person.email !== this.ownerEmail)
      await this.invite([person.email], role, options)
    await this.world.acceptAs(person)
    const user = await this.user(person.email)
    await this.confirm(user)
    return user.id
  }

  owner(): Promise<Person & { userId: string }> {
    return this.join(this.ownerEmail, 'OWNER')
  }

  async confirm({ id, publicKey }: { id: string, publicKey: string | null }): Promise<Row> {
    const { wrapped, holder } = await this.provider.clientKey(this.id)
    const key = await confirm(wrapped, holder, await importPublicKey(publicKey!))
    const { confirmUsers } = await this.admin.do(
      'mutation ($c: [ConfirmInput!]!) { confirmUsers(confirmations: $c) { id email ok code message } }',
      { c: [{ id, key }] },
    )
    return confirmUsers[0]!
  }

  async user(email: string) {
    const { client } = await this.admin.do(
      'query ($id: ID!, $search: String) { client(id: $id) { users(filter: { search: $search }) { edges { node { id email status role publicKey } } } } }',
      { id: this.id, search: email },
    )
    const [edge] = client.users!.edges
    if (!edge)
      throw new Error(`${email} does not belong to ${this.name}`)
    return edge.node
  }

  async seats() {
    const { client } = await this.admin.do('query ($id: ID!) { client(id: $id) { seats { bought occupied free autoGrowCeiling } } }', { id: this.id })
    return client.seats!
  }

  /** Types of the client's events, oldest first. */
  async events(): Promise<string[]> {
    const { client } = await this.admin.do('query ($id: ID!) { client(id: $id) { events(first: 200) { edges { node { type } } } } }', { id: this.id })
    return client.events!.edges.map(({ node }) => node.type).reverse()
  }
}

export const anyId = randomUUID

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
}

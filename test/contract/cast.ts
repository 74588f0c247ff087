import { randomBytes, randomUUID } from 'node:crypto'
import { makeClientKeys } from '@wardroom/schema/sealing/provider'
import type { ClientKeys } from '@wardroom/schema/sealing/provider'
import { importKey, makeKey } from '@wardroom/schema/sealing/symmetric-key'
import { day } from '@wardroom/server/lib/clock'
import { tokenHash } from '@wardroom/server/lib/secret-token'
import pg from 'pg'
import { afterAll } from 'vitest'
import type { ProviderUserType } from '@wardroom/schema/permissions'
import { Person } from '../testkit/person.js'
import type { Caller } from '../testkit/person.js'
import {
  accountRow,
  apiTokenRow,
  baselineRow,
  bulkJobRow,
  bytes,
  clientGroupRow,
  clientRow,
  collectionRow,
  groupRow,
  insertRows,
  providerUserRow,
  userRow,
} from '../testkit/rows.js'
import { useWorld } from '../testkit/use-world.js'
import type { ClientOf, ProviderOf, World } from '../testkit/world.js'

/** Every kind of caller there is; all but the second provider's admin belong to Northwind or its client Acme. */
export const callerNames = [
  'stranger',
  'provider admin',
  'service user',
  'other provider',
  'owner',
  'admin',
  'user manager',
  'custom',
  'user',
  'unconfirmed owner',
  'revoked',
  'reading token',
  'token elsewhere',
] as const
export type CallerName = typeof callerNames[number]

const allScopes = ['READ', 'EVENTS_READ', 'USERS_WRITE', 'GROUPS_WRITE', 'COLLECTIONS_WRITE', 'SEATS_WRITE', 'CLIENTS_WRITE']

/** A key in the form the server asks for; nobody can open it. */
export const someKey = `4.${randomBytes(256).toString('base64')}`
export const somePin = `2.${[16, 128, 32].map(length => randomBytes(length).toString('base64')).join('|')}`

/** A client to put rows into. */
type Place = Pick<ClientOf, 'id'> & { provider: Pick<ProviderOf, 'id'> }

/** Two providers side by side: Northwind with its clients Acme and Birch, Contoso with Cedar; and everybody who may knock. */
export class Cast {
  private constructor(
    readonly world: World,
    readonly northwind: ProviderOf,
    readonly contoso: ProviderOf,
    readonly acme: ClientOf,
    readonly birch: ClientOf,
    readonly cedar: ClientOf,
    readonly callers: Record<CallerName, Caller>,
    /** Keys of a client in the form the server asks for. */
    readonly clientKeys: ClientKeys,
    private readonly owner: pg.Client,
  ) {}

  /** Of people, and collections, that were made with one. */
  readonly groupOf = new Map<string, string>()
  /** Of clients that were bound to one. */
  readonly baselineOf = new Map<string, string>()
  /** Of people who were made. */
  readonly clientOf = new Map<string, string>()
  private digests?: string[]

  /** For the tests of one file. */
  static async assemble(): Promise<Cast> {
    const world = await useWorld()
    world.server.services.queue.stopping = true // jobs that are begun here write nothing beside what is looked at
    const northwind = await world.provider('Northwind', { teams: 1_000, enterprise: 5_000 })
    const contoso = await world.anotherProvider('Contoso', { teams: 1_000, enterprise: 5_000 })
    const acme = await northwind.createClient('Acme', { seats: 2_000 })
    const birch = await northwind.createClient('Birch', { seats: 2_000 })
    const cedar = await contoso.createClient('Cedar', { seats: 2_000 })
    const callers = {
      'stranger': world.stranger,
      'provider admin': northwind.admin,
      'service user': await northwind.hire('sam@northwind.example'),
      'other provider': contoso.admin,
      'owner': await acme.owner(),
      'admin': await acme.join('admin@acme.example', 'ADMIN'),
      'user manager': await acme.join('manager@acme.example', 'CUSTOM', { permissions: ['manageUsers'] }),
      'custom': await acme.join('custom@acme.example', 'CUSTOM'),
      'user': await acme.join('user@acme.example'),
      'unconfirmed owner': await acceptedOnly(acme, 'half@acme.example'),
      'revoked': await revoked(acme, 'gone@acme.example'),
      'reading token': await northwind.tool(['READ']),
      'token elsewhere': await northwind.tool(allScopes, [birch.id]),
    }
    await birch.owner()
    await cedar.owner()
    const owner = new pg.Client({ connectionString: world.ownerUrl })
    await owner.connect()
    afterAll(() => owner.end())
    return new Cast(
      world,
      northwind,
      contoso,
      acme,
      birch,
      cedar,
      callers,
      await makeClientKeys(randomUUID(), await importKey(makeKey())),
      owner,
    )
  }

  async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.owner.query<Row>(text, values)).rows
  }

  /**
   * What is stored, in every table there is, as one text: two equal ones mean that nothing was written in between. Left out is what
   * refused requests may write: their count, and when a token was used.
   */
  async stored(): Promise<string> {
    this.digests ??= (await this.sql<{ name: string }>(
      `select relname name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'rate_limit' order by 1`,
    ))
      .map(({ name }) => `(select '${name} ' || coalesce(md5(string_agg(row::text, ' ' order by row::text)), '') from (select to_jsonb(t) - 'last_used_at' - 'last_used_from' as row from ${name} t))`)
    const [row] = await this.sql<{ stored: string }>(`select concat_ws(E'\\n', ${this.digests.join()}) stored`)
    return row!.stored
  }

  accountOf(caller: CallerName): string | undefined {
    const person = this.callers[caller]
    return person instanceof Person ? person.accountId : undefined
  }

  async signInAgain(): Promise<void> {
    await Promise.all(callerNames.map(async (name) => {
      const caller = this.callers[name]
      if (caller instanceof Person)
        this.callers[name] = await caller.again()
    }))
  }

  async newUser(client: Place, { status = 'INVITED', role = 'USER', invitation = randomUUID() } = {}): Promise<string> {
    const row = userRow(client, {
      account_id: status === 'INVITED' ? null : await this.newAccount(),
      role,
      status,
      status_before_revoked: status === 'REVOKED' ? 'INVITED' : null,
      key: status === 'CONFIRMED' ? someKey : null,
      invitation_hash: bytes(tokenHash(invitation)),
      invitation_expires_at: new Date(Date.now() + 5 * day),
    })
    const id = await this.insert('client_user', row)
    this.clientOf.set(id, client.id)
    return id
  }

  /** With somebody in it. */
  async newGroup(client: Place): Promise<string> {
    return this.groupOf.get(await this.newUserInGroup(client))!
  }

  /** With one row that was refused, or whose turn has not come. */
  async newBulkJob(client: Place, ended: boolean): Promise<string> {
    const job = await this.insert('bulk_job', bulkJobRow(client, { finished_at: ended ? new Date() : null, refused: ended ? 1 : 0 }))
    await this.sql(`insert into bulk_job_row (provider_id, client_id, job_id, number, verb, parameters, outcome, code)
      select provider_id, client_id, id, 1, 'RESEND', '{}', case when $2 then 'REFUSED' else 'WAITING' end, case when $2 then 'NOT_FOUND' end
      from bulk_job where id = $1`, [job, ended])
    return job
  }

  async newUserInGroup(client: Place): Promise<string> {
    const id = await this.newUser(client, { status: 'CONFIRMED' })
    const group = await this.insert('user_group', groupRow(client))
    await this.sql(`insert into group_member (provider_id, client_id, group_id, user_id)
      select provider_id, client_id, $1, id from client_user where id = $2`, [group, id])
    this.groupOf.set(id, group)
    return id
  }

  /** Managed by somebody, and given to a group. */
  async newCollection(client: Place): Promise<string> {
    const user = await this.newUserInGroup(client)
    const group = this.groupOf.get(user)!
    const id = await this.insert('collection', collectionRow(client))
    await this.sql(`insert into collection_user (provider_id, client_id, collection_id, user_id, access)
      select provider_id, client_id, $1, id, 7 from client_user where id = $2`, [id, user])
    await this.sql(`insert into collection_group (provider_id, client_id, collection_id, group_id, access)
      select provider_id, client_id, $1, id, 1 from user_group where id = $2`, [id, group])
    this.groupOf.set(id, group)
    return id
  }

  async newHelpRequest(client: Place): Promise<string> {
    const id = randomUUID()
    await this.sql(`insert into help_request (provider_id, client_id, id, user_id, state, asked_at)
      select provider_id, client_id, $1, id, 'OPEN', now() from client_user where id = $2`, [id, await this.newUser(client, { status: 'CONFIRMED' })])
    return id
  }

  async newProviderUser(
    provider: ProviderOf,
    status: 'INVITED' | 'ACCEPTED' | 'CONFIRMED',
    type: ProviderUserType = 'SERVICE_USER',
  ): Promise<string> {
    const account = status === 'INVITED' ? null : await this.newAccount()
    return this.insert(
      'provider_user',
      providerUserRow(provider.id, { account_id: account, type, status, key: status === 'CONFIRMED' ? someKey : null }),
    )
  }

  /** With Acme in it, where that is the provider's. */
  async newClientGroup({ id: providerId }: Pick<ProviderOf, 'id'>): Promise<string> {
    const id = await this.insert('client_group', clientGroupRow(providerId))
    await this.sql(`insert into client_group_member (provider_id, client_group_id, client_id)
      select provider_id, $1, id from client where provider_id = $2 and id = any($3::uuid[])`, [id, providerId, [this.acme.id, this.cedar.id]])
    return id
  }

  /** For a group with Acme in it. */
  async newBaseline(provider: Pick<ProviderOf, 'id'>): Promise<string> {
    const group = await this.newClientGroup(provider)
    const id = await this.insert('baseline', baselineRow(provider.id))
    await this.sql('insert into baseline_client_group (provider_id, baseline_id, client_group_id) values ($1, $2, $3)', [provider.id, id, group])
    return id
  }

  /** @returns the id of the client */
  async bindToBaseline({ id: client, provider: { id: provider } }: Place): Promise<string> {
    if (this.baselineOf.has(client))
      return client
    const group = await this.insert('client_group', clientGroupRow(provider))
    await this.sql('insert into client_group_member (provider_id, client_group_id, client_id) values ($1, $2, $3)', [provider, group, client])
    const id = await this.insert('baseline', baselineRow(provider, { position: 1, revised_at: new Date('2026-01-01') }))
    await this.sql('insert into baseline_client_group (provider_id, baseline_id, client_group_id) values ($1, $2, $3)', [provider, id, group])
    this.baselineOf.set(client, id)
    return client
  }

  /** Of somebody who works for one client, and for a group. */
  async newScope(provider: ProviderOf, client: Place): Promise<string> {
    const id = await this.newProviderUser(provider, 'CONFIRMED')
    const group = await this.newClientGroup(provider)
    await this.sql(`update provider_user set scope = 'ONLY' where id = $1`, [id])
    await this.sql('insert into scope_client (provider_id, provider_user_id, client_id) values ($1, $2, $3)', [provider.id, id, client.id])
    await this.sql('insert into scope_client_group (provider_id, provider_user_id, client_group_id) values ($1, $2, $3)', [provider.id, id, group])
    return id
  }

  newApiToken(provider: ProviderOf): Promise<string> {
    return this.insert('api_token', apiTokenRow(provider.id, provider.admin.accountId))
  }

  async newSession(accountId: string): Promise<string> {
    const [account] = await this.world.sql<{ id: string, securityStamp: string }>('select id, security_stamp "securityStamp" from account where id = $1', [accountId])
    const { sessions, database } = this.world.server.services
    const started = await sessions.start(
      database.system,
      account!,
      { proofs: {} },
      { type: 14, name: 'spare', atTheMachine: true, ip: '127.0.0.1' },
      new Date(),
    )
    return started!.sessionId
  }

  /** A client beside the named ones, with a confirmed owner, to be unlinked. */
  async newClient(provider: ProviderOf): Promise<string> {
    const id = await this.insert('client', clientRow(provider.id))
    await this.newUser({ id, provider }, { status: 'CONFIRMED', role: 'OWNER' })
    return id
  }

  /** A client of before keys named their client. */
  async unboundClient(client: Pick<ClientOf, 'id'>): Promise<string> {
    await this.sql('update client set key_binding = null where id = $1', [client.id])
    return client.id
  }

  private newAccount(): Promise<string> {
    return this.insert('account', accountRow())
  }

  private async insert(table: string, row: ReturnType<typeof accountRow>): Promise<string> {
    await insertRows(this, table, [row])
    return row.id
  }
}

async function acceptedOnly(client: ClientOf, email: string): Promise<Person> {
  await client.invite([email], 'OWNER')
  await client.world.accept(email)
  return client.world.signIn(email)
}

async function revoked(client: ClientOf, email: string): Promise<Person> {
  const person = await client.join(email, 'ADMIN')
  await client.admin.bulk('revokeUsers', [person.userId])
  return person
}

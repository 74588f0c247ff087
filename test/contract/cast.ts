import { randomBytes, randomUUID } from 'node:crypto'
import { makeClientKeys } from '@wardroom/schema/sealing/provider'
import type { ClientKeys } from '@wardroom/schema/sealing/provider'
import { importKey, makeKey } from '@wardroom/schema/sealing/symmetric-key'
import { tokenHash } from '@wardroom/server/lib/secret-token'
import pg from 'pg'
import { Person } from '../testkit/person.js'
import type { Caller } from '../testkit/person.js'
import { World } from '../testkit/world.js'
import type { ClientOf, ProviderOf } from '../testkit/world.js'

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

const allScopes = ['READ', 'EVENTS_READ', 'USERS_WRITE', 'SEATS_WRITE', 'CLIENTS_WRITE']

/** A key in the form the server asks for; nobody can open it. */
export const someKey = `4.${randomBytes(256).toString('base64')}`

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

  static async assemble(): Promise<Cast> {
    const world = await World.start()
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
    return new Cast(world, northwind, contoso, acme, birch, cedar, callers, await makeClientKeys(await importKey(makeKey())), owner)
  }

  async close(): Promise<void> {
    await this.owner.end()
    await this.world.close()
  }

  async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.owner.query<Row>(text, values)).rows
  }

  /** What is stored of all tenants, as one number: two equal ones mean that nothing was written in between. */
  async stored(): Promise<string> {
    const digest = (table: string, row = 't') => `(select coalesce(md5(string_agg(md5(${row}::text), '' order by md5(${row}::text))), '') from ${table} t)`
    const tables = ['account', 'session', 'provider', 'provider_user', 'seat_pool', 'client', 'client_user', 'event_head', 'event', 'mail', 'idempotency'].map(table => digest(table))
    const [row] = await this.sql<{ stored: string }>(`select ${[...tables, digest('api_token', `(to_jsonb(t) - 'last_used_at')`)].join(` || ' ' || `)} stored`)
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

  async newUser({ id: clientId, provider: { id: providerId } }: Place, { status = 'INVITED', role = 'USER', invitation = randomUUID() } = {}): Promise<string> {
    const id = randomUUID()
    await this.sql(
      `insert into client_user (provider_id, client_id, id, account_id, email, name, role, permissions, status, status_before_revoked, key, invitation_hash, invitation_expires_at, created_at, revised_at)
       values ($1, $2, $3, $4, $5, 'Victor Victim', $6, '{}', $7, $8, $9, $10, now() + interval '5 days', now(), now())`,
      [providerId, clientId, id, status === 'INVITED' ? null : await this.newAccount(), `${id}@victims.example`, role, status, status === 'REVOKED' ? 'INVITED' : null, status === 'CONFIRMED' ? someKey : null, tokenHash(invitation)],
    )
    return id
  }

  async newProviderUser({ id: providerId }: ProviderOf, status: 'INVITED' | 'ACCEPTED' | 'CONFIRMED'): Promise<string> {
    const id = randomUUID()
    await this.sql(
      `insert into provider_user (provider_id, id, account_id, email, name, type, status, key, created_at) values ($1, $2, $3, $4, 'Victor Victim', 'SERVICE_USER', $5, $6, now())`,
      [providerId, id, status === 'INVITED' ? null : await this.newAccount(), `${id}@victims.example`, status, status === 'CONFIRMED' ? someKey : null],
    )
    return id
  }

  async newApiToken({ id: providerId, admin: { accountId } }: ProviderOf): Promise<string> {
    const id = randomUUID()
    await this.sql(
      `insert into api_token (provider_id, id, account_id, created_by, name, prefix, token_hash, scopes, created_at, expires_at) values ($1, $2, $3, 'Ada', 'spare', 'wr_', $4, '{READ}', now(), now() + interval '1 day')`,
      [providerId, id, accountId, tokenHash(id)],
    )
    return id
  }

  async newSession(accountId: string): Promise<string> {
    const { sessionId } = await this.world.server.services.sessions.start(accountId, false, { type: 14, name: 'spare', ip: '127.0.0.1' }, new Date())
    return sessionId
  }

  /** A client beside the named ones, with a confirmed owner, to be unlinked. */
  async newClient(provider: ProviderOf): Promise<string> {
    const id = randomUUID()
    await this.sql(
      `insert into client (provider_id, id, name, plan, seats, public_key, wrapped_private_key, created_at) values ($1, $2, 'Spare', 'TEAMS', 1, 'none', 'none', now())`,
      [provider.id, id],
    )
    await this.newUser({ id, provider }, { status: 'CONFIRMED', role: 'OWNER' })
    return id
  }

  private async newAccount(): Promise<string> {
    const id = randomUUID()
    await this.sql(
      `insert into account (id, email, name, kdf_type, kdf_iterations, password_hash, wrapped_user_key, public_key, wrapped_private_key, security_stamp, created_at)
       values ($1, $2, 'Victor Victim', 'PBKDF2', 600000, 'none', 'none', 'none', 'none', $1, now())`,
      [id, `${id}@victims.example`],
    )
    return id
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

import type { ProofPurpose } from '@wardroom/schema/permissions'
import { LRUCache } from 'lru-cache'
import type pg from 'pg'
import type { Credential } from '../access/credential.js'
import type { Identity, Member, Staff } from '../access/viewer.js'
import type { ApiTokenScope } from '../access/scopes.js'
import { asRefusal } from '../database/errors.js'
import { minute, second } from '../lib/clock.js'
import { addressKey } from '../lib/ip-address.js'
import { isWithin } from '../lib/networks.js'
import { Refused } from '../lib/refused.js'
import { tokenHash } from '../lib/secret-token.js'
import type { Secrets } from '../config/secrets.js'
import { verifyAccessToken } from './access-token.js'

declare module '../request/services.js' {
  interface Services {
    identities: Identities
  }
}

interface Memberships {
  staff: Array<Pick<Staff, 'id' | 'type' | 'worksUntil'> & {
    providerId: string
    clients: string[] | null
    suspended: string[]
    closed: string[]
  }>
  members: Array<Member & { clientId: string }>
}

interface SessionRow extends Memberships {
  accountId: string
  name: string
  stamp: string
  proofs: Partial<Record<ProofPurpose, number>>
  mustChangePassword: boolean
  rights: string
}

interface TokenRow extends Memberships {
  id: string
  accountId: string
  createdBy: string
  providerId: string
  scopes: ApiTokenScope[]
  clientIds: string[] | null
  allowedAddresses: string[] | null
  expiresAt: Date
  rights: string
}

/**
 * Only confirmed memberships count, only where the person has the second factor that the provider or client demands, and none in a client
 * that is suspended.
 */
function memberships(account: string) {
  return `
  (select coalesce(json_agg(json_build_object('providerId', m.provider_id, 'id', m.id, 'type', m.type, 'clients', clients_in_scope(m),
      'worksUntil', (extract(epoch from upper(work_window(m))) * 1000)::float8,
      'suspended', array(select c.id from client c where c.provider_id = m.provider_id and c.suspended),
      'closed', array(select c.id from client c where c.provider_id = m.provider_id and c.provider_item_access <> 'FULL'))), '[]')
     from provider_user m where m.account_id = ${account} and may_work(m)) staff,
  (select coalesce(json_agg(json_build_object('clientId', m.client_id, 'providerId', m.provider_id, 'id', m.id, 'role', m.role, 'permissions', m.permissions)), '[]')
     from client_user m where m.account_id = ${account} and may_belong(m)) members`
}

const bySession = `select a.id "accountId", a.name, a.security_stamp stamp, a.must_change_password "mustChangePassword", s.proofs, rights_of('ACCOUNT', s.id) rights, ${memberships('a.id')}
  from session s join account a on a.id = s.account_id
  where s.id = $1 and s.revoked_at is null and s.expires_at > now()`

/** A secret that was replaced ends for itself. */
function tokenWhere(condition: string, expiresAt: string) {
  return `select t.id, t.account_id "accountId", t.created_by "createdBy", t.provider_id "providerId", t.scopes, clients_of_token(t) "clientIds",
  t.allowed_addresses "allowedAddresses", ${expiresAt} "expiresAt",
  rights_of('API_TOKEN', t.id) rights, ${memberships('t.account_id')}
  from api_token t where ${condition} and t.revoked_at is null and t.expires_at > now()`
}
const byToken = tokenWhere(
  '(t.token_hash = $1 or t.old_hash = $1 and t.old_until > now())',
  'case when t.token_hash = $1 then t.expires_at else least(t.expires_at, t.old_until) end',
)
const byTokenId = tokenWhere('t.id = $1', 't.expires_at')

const tokenShape = /^wr_[0-9a-f]{12}_[\w-]{43}$/

/**
 * From credential to identity, cached for one second, in which concurrent requests share one look-up;
 * `forget` clears the cache when this process learns of a change. So a revocation takes effect within a second everywhere.
 */
export class Identities {
  private readonly known = new Map<string, { identity: Promise<Identity>, readAt: number }>()
  /** Uses of tokens that were noted within the last minute, each address for itself. */
  private readonly noted = new LRUCache<string, true>({ max: 10_000, ttl: minute })

  constructor(private readonly pool: pg.Pool, private readonly secrets: Secrets) {}

  /** @param ip where the request or the socket comes from */
  async credential(bearer: string, ip: string): Promise<Credential> {
    if (tokenShape.test(bearer))
      return this.usedFrom(ip, this.cachedCredential(`token ${bearer}`, Number.POSITIVE_INFINITY, () => this.readToken(bearer)))
    const { sessionId, stamp, expiresAt } = await verifyAccessToken(bearer, this.secrets)
    return this.cachedCredential(`session ${sessionId} ${stamp}`, expiresAt, () => this.readSession(sessionId, stamp))
  }

  /**
   * Of a session or an API token that asked for work which goes on without it.
   * @param ip from where it was asked for
   */
  credentialOf(kind: Identity['kind'], id: string, ip: string): Credential {
    const read = kind === 'ACCOUNT' ? () => this.readSession(id) : () => this.readTokenOf(id)
    return this.allowedFrom(ip, this.cachedCredential(`${kind} ${id}`, Number.POSITIVE_INFINITY, read))
  }

  forget(): void {
    this.known.clear()
  }

  private cachedCredential(key: string, expiresAt: number, read: () => Promise<Identity>): Credential {
    return { key, expiresAt, current: () => this.cached(key, read), fresh: () => read().catch((error) => { throw asRefusal(error) }) }
  }

  private usedFrom(ip: string, credential: Credential): Credential {
    return this.allowedFrom(ip, credential, ({ apiTokenId }) => this.note(apiTokenId!, ip))
  }

  private allowedFrom(ip: string, { current, fresh, ...credential }: Credential, use: (identity: Identity) => void = () => {}): Credential {
    const admit = (identity: Identity) => {
      const { apiTokenId, allowedAddresses } = identity
      if (allowedAddresses && !isWithin(ip, allowedAddresses))
        throw Object.assign(new Refused('ADDRESS_NOT_ALLOWED'), { apiTokenId })
      use(identity)
      return identity
    }
    return { ...credential, current: () => current().then(admit), fresh: () => fresh().then(admit) }
  }

  private cached(key: string, read: () => Promise<Identity>): Promise<Identity> {
    const now = Date.now()
    const known = this.known.get(key)
    if (known && now - known.readAt < second)
      return known.identity
    if (this.known.size > 10_000)
      this.known.clear()
    const identity = read().catch((error) => { throw asRefusal(error) })
    this.known.set(key, { identity, readAt: now })
    identity.catch(() => this.known.delete(key))
    return identity
  }

  private async readSession(sessionId: string, stamp?: string): Promise<Identity> {
    const { rows: [row] } = await this.pool.query<SessionRow>({ name: 'identity-by-session', text: bySession, values: [sessionId] })
    if (!row)
      throw new Refused('SESSION_ENDED')
    if (stamp !== undefined && row.stamp !== stamp)
      throw new Refused('UNAUTHENTICATED', undefined, { reason: 'STAMP_CHANGED' })
    return {
      kind: 'ACCOUNT',
      accountId: row.accountId,
      name: row.name,
      sessionId,
      proofs: row.proofs,
      rights: row.rights,
      // Whoever has a temporary password belongs to nothing until they have chosen their own.
      ...row.mustChangePassword
        ? { mustChangePassword: true, staff: new Map(), members: new Map() }
        : { staff: byProvider(row), members: byClient(row) },
    }
  }

  private readToken(bearer: string): Promise<Identity> {
    return this.tokenIdentity({ name: 'identity-by-token', text: byToken, values: [tokenHash(bearer)] })
  }

  private readTokenOf(id: string): Promise<Identity> {
    return this.tokenIdentity({ name: 'identity-by-token-id', text: byTokenId, values: [id] })
  }

  private async tokenIdentity(query: pg.QueryConfig): Promise<Identity> {
    const { rows: [row] } = await this.pool.query<TokenRow>(query)
    const maker = row?.staff.find(({ providerId }) => providerId === row.providerId)
    if (!row || !maker)
      throw new Refused('UNAUTHENTICATED', 'This API token is wrong, expired or revoked; make a new one.')
    return {
      kind: 'API_TOKEN',
      accountId: row.accountId,
      name: row.createdBy,
      apiTokenId: row.id,
      scopes: new Set(row.scopes),
      allowedAddresses: row.allowedAddresses,
      expiresAt: row.expiresAt.getTime(),
      rights: row.rights,
      staff: new Map([[row.providerId, {
        ...maker,
        suspended: new Set(maker.suspended),
        closed: new Set(maker.closed),
        clients: both(row.clientIds, maker.clients),
      }]]),
      members: new Map(),
    }
  }

  /** The last use is stored to the minute, from another address at once; a failure to store it must not fail the request. */
  private note(id: string, ip: string): void {
    const use = `${id} ${addressKey(ip)}`
    if (this.noted.has(use))
      return
    this.noted.set(use, true)
    this.pool.query('update api_token set last_used_at = now(), last_used_from = $2 where id = $1', [id, ip]).catch(() => this.noted.delete(use))
  }
}

function byProvider({ staff }: Memberships): Map<string, Staff> {
  return new Map(staff.map(({ providerId, clients, suspended, closed, ...rest }) =>
    [providerId, { ...rest, clients: clients && new Set(clients), suspended: new Set(suspended), closed: new Set(closed) }]))
}

/** What is in the choice of a token and in the scope of its maker; null is no limit. */
function both(chosen: readonly string[] | null, scope: readonly string[] | null): ReadonlySet<string> | null {
  const within = scope && new Set(scope)
  return chosen ? new Set(within ? chosen.filter(id => within.has(id)) : chosen) : within
}

function byClient({ members }: Memberships): Map<string, Member> {
  return new Map(members.map(({ clientId, ...rest }) => [clientId, rest]))
}

import type { EntityManager, EntityName, FilterQuery } from '@mikro-orm/postgresql'
import { LockMode } from '@mikro-orm/postgresql'
import { proofLife } from '@wardroom/schema/permissions'
import type { ClientPermission, Permission, ProofPurpose, ProviderPermission } from '@wardroom/schema/permissions'
import type { ApiTokenScope } from './scopes.js'
import { Refused } from '../lib/refused.js'
import { clientPermissions, isProviderPermission, providerPermissions } from './permissions.js'
import type { Authority, Circumstance, ProviderAuthority } from './permissions.js'
import { UserRole } from './roles.js'
import type { ProviderUserType } from './roles.js'
import { isUuid, nobody } from './tenants.js'
import type { Tenants } from './tenants.js'

/** The tenant of a record. Entities answer it themselves, so that no caller passes a tenant id beside a record. */
export interface Tenant {
  providerId: string
  clientId?: string
}

export interface Walled {
  id: string
  tenant: () => Tenant
}

/** A confirmed membership in a provider; `clients` limits it to some of its clients: a service user's scope, or a token's choice. */
export interface Staff {
  id: string
  type: ProviderUserType
  clients: ReadonlySet<string> | null
  /** Until when they work, in milliseconds since 1970; null: whatever the hour. */
  worksUntil: number | null
  /** The provider's clients that are suspended. */
  suspended: ReadonlySet<string>
  /** Those that keep their items from the provider's people. */
  closed: ReadonlySet<string>
}

/** A confirmed membership in a client. */
export interface Member {
  id: string
  providerId: string
  role: UserRole
  permissions: readonly string[]
}

export interface Identity {
  kind: 'ACCOUNT' | 'API_TOKEN'
  accountId: string
  name: string
  /** Of people. */
  sessionId?: string
  /** When the session last proved itself, by purpose, in milliseconds since 1970. */
  proofs?: Readonly<Partial<Record<ProofPurpose, number>>>
  /** The master password is a temporary one, set by somebody else: until the person has chosen their own, nothing else is allowed. */
  mustChangePassword?: true
  /** Of API tokens: its id, and the scopes that cap what its maker may do. */
  apiTokenId?: string
  scopes?: ReadonlySet<ApiTokenScope>
  /** Of API tokens: from where they may be used; null: from anywhere. */
  allowedAddresses?: readonly string[] | null
  /** Milliseconds since 1970. */
  expiresAt?: number
  /** Digest of all that its rights rest on. A transaction commits only where this still holds (require_rights in the database). */
  rights: string
  staff: ReadonlyMap<string, Staff>
  members: ReadonlyMap<string, Member>
}

/** Who is counted for what it does: a token for itself, an account over all its sessions. */
export function authorOf({ accountId, apiTokenId }: Identity): string {
  return apiTokenId ?? accountId
}

/** Who is counted for what is kept: a provider's tokens as one, since it makes new ones as it likes; an account over all its sessions. */
export function keeperOf({ accountId, apiTokenId, staff }: Identity): string {
  return apiTokenId === undefined ? accountId : `tools of ${[...staff.keys()].join()}`
}

/** Who is counted together where one may keep others waiting: a provider's people and tools for themselves, all of a client's as one. */
export function partyOf(identity: Identity): string {
  return clientOf(identity) ?? authorOf(identity)
}

/** The same for what is kept: a provider's tools as one. */
export function keepingPartyOf(identity: Identity): string {
  return clientOf(identity) ?? keeperOf(identity)
}

/** Whose log its changes go to, and whose locks they wait for. */
export function providerOf({ accountId, staff, members }: Identity): string {
  const [provider] = staff.keys()
  const [member] = members.values()
  return provider ?? member?.providerId ?? accountId
}

/** Of people who work for no provider. A browser chose its id, which may be that of anything else. */
function clientOf({ staff, members }: Identity): string | undefined {
  const [client] = staff.size ? [] : members.keys()
  return client && `client ${client}`
}

/**
 * Whoever asks, and the first wall: every root field and every field that shows more than its parent's reader may see
 * reaches its record through here. Only confirmed memberships are in the maps, so no other role has an effect.
 */
export class Viewer {
  /** Set by the first permission check; a root field that answers without one is a bug (transaction/root-fields.ts). */
  permissionChecked = false

  constructor(readonly identity: Identity | null, private readonly manager: () => EntityManager = outsideRootField) {}

  /** The same viewer inside one root field, with that field's entity manager. */
  within(manager: () => EntityManager): Viewer {
    return new Viewer(this.identity, manager)
  }

  /** The signed-in person or token. Errors: UNAUTHENTICATED. */
  requireSignedIn(): Identity {
    this.permissionChecked = true
    if (!this.identity)
      throw new Refused('UNAUTHENTICATED')
    return this.identity
  }

  /** The signed-in person: API tokens have no account of their own. */
  requirePerson(): Identity & { sessionId: string } {
    const { sessionId, ...rest } = this.requireSignedIn()
    if (!sessionId)
      throw new Refused('FORBIDDEN', 'API tokens cannot do this; sign in as a person.')
    return { ...rest, sessionId }
  }

  /** Whether the viewer may be shown what it did not send itself: of API tokens only those with READ. */
  get reads(): boolean {
    return this.identity?.scopes?.has('READ') ?? true
  }

  /** A refusal as the viewer may hear it. */
  told(refusal: Refused): Refused {
    return this.reads ? refusal : refusal.aboutTheRequest()
  }

  /** The one provider the viewer works for. Errors: NOT_FOUND without one, BAD_USER_INPUT with several. */
  soleProviderId(): string {
    const [only, ...others] = this.requireSignedIn().staff.keys()
    if (only === undefined)
      throw new Refused('NOT_FOUND')
    if (others.length)
      throw new Refused('BAD_USER_INPUT', 'You work for several providers; pass the id of one.')
    return only
  }

  /** What this viewer reaches, for row-level security. */
  get tenants(): Tenants {
    const { accountId, staff, members } = this.identity
      ?? { accountId: nobody, staff: new Map<string, Staff>(), members: new Map<string, Member>() }
    const whole = [...staff].filter(([, { clients }]) => !clients).map(([id]) => id)
    const single = [...staff.values()].flatMap(({ clients }) => [...clients ?? []])
    return {
      actor: accountId,
      providers: whole,
      clients: [...new Set([...single, ...members.keys()])],
      ...this.identity && { party: partyOf(this.identity) },
    }
  }

  /** @param so what is so, of all that the right may hang on */
  can(permission: Permission, tenant: Tenant, so: readonly Circumstance[] = []): boolean {
    this.permissionChecked = true
    return this.mayOtherwise(permission, tenant, so) && !this.isSuspended(permission, tenant)
  }

  require(permission: Permission, tenant: Tenant, so: readonly Circumstance[] = []): void {
    this.requireSignedIn()
    if (!this.authorities(tenant).length)
      throw new Refused('NOT_FOUND')
    if (!this.mayOtherwise(permission, tenant, so))
      throw new Refused('FORBIDDEN')
    if (this.isSuspended(permission, tenant))
      throw new Refused('CLIENT_SUSPENDED')
    const { proof } = ruleOf(permission)
    if (proof)
      this.requireProof(proof)
  }

  /** A permission of the provider, for a client that the viewer has reached: whoever only belongs to it is told so. */
  requireOf(permission: ProviderPermission, { providerId }: { providerId: string }): void {
    if (!this.can(permission, { providerId }))
      throw new Refused('FORBIDDEN')
    this.require(permission, { providerId })
  }

  /** That this session has proved itself for it within ten minutes. API tokens are proved when they are made. Errors: REAUTH_REQUIRED. */
  requireProof(purpose: ProofPurpose): void {
    const { sessionId, proofs } = this.requireSignedIn()
    if (sessionId && Date.now() - (proofs?.[purpose] ?? 0) > proofLife)
      throw new Refused('REAUTH_REQUIRED', undefined, { purpose })
  }

  /**
   * Loads one record for a permission. Errors: NOT_FOUND for absent and foreign records alike, FORBIDDEN.
   * @param options.so what of the record is so, of all that the right may hang on
   */
  async reach<T extends Walled>(
    entity: EntityName<T>,
    id: string,
    permission: Permission,
    { lock = false, so = () => [] }: { lock?: boolean, so?: (record: T) => readonly Circumstance[] } = {},
  ): Promise<T> {
    this.requireSignedIn()
    const record = isUuid(id)
      ? await this.manager().findOne(entity, { id } as FilterQuery<T>, lock ? { lockMode: LockMode.PESSIMISTIC_WRITE } : {}) as T | null
      : null
    if (!record)
      throw new Refused('NOT_FOUND')
    this.require(permission, record.tenant(), so(record))
    return record
  }

  /** The tenants in which the viewer holds every one of these permissions, for the where-clause of a list. */
  reachable(permissions: readonly ClientPermission[]): { providers: string[], clients: string[] } {
    const { staff, members } = this.requireSignedIn()
    const may = (tenant: Tenant) => permissions.every(permission => this.can(permission, tenant))
    const asStaff = [...staff].filter(([providerId, { clients }]) => may({ providerId, clientId: [...clients ?? ['']][0] ?? '' }))
    return {
      providers: asStaff.filter(([, { clients }]) => !clients).map(([providerId]) => providerId),
      clients: [
        ...asStaff.flatMap(([, { clients }]) => [...clients ?? []]),
        ...[...members].filter(([clientId, { providerId }]) => may({ providerId, clientId })).map(([clientId]) => clientId),
      ],
    }
  }

  /** The highest authority the viewer has inside a client: the provider's people stand above its owners. */
  authorityIn(tenant: Tenant): Authority | undefined {
    const authorities = this.authorities(tenant) as Authority[]
    return authorities.includes('PROVIDER') ? 'PROVIDER' : authorities.find(role => role in UserRole) ?? authorities[0]
  }

  /** True where `role`, and each flag that is to be granted, is not above the viewer's own. */
  outranks(tenant: Tenant, role: UserRole, permissions: readonly string[] = []): boolean {
    const authorities = this.authorities(tenant)
    if (authorities.includes('PROVIDER') || authorities.includes('OWNER'))
      return true
    if (authorities.includes('ADMIN'))
      return role !== 'OWNER'
    const own = this.identity?.members.get(tenant.clientId ?? '')?.permissions ?? []
    if (role === 'OWNER' || role === 'ADMIN')
      return false
    if (authorities.includes('OUTSIDE_TECHNICIAN') && permissions.length === 0)
      return true
    return authorities.includes('CUSTOM') && permissions.every(flag => own.includes(flag))
  }

  private authorities({ providerId, clientId }: Tenant): Array<ProviderAuthority | Authority> {
    const found: Array<ProviderAuthority | Authority> = []
    const staff = this.identity?.staff.get(providerId)
    if (staff && clientId === undefined && (!staff.clients || this.identity?.kind === 'ACCOUNT'))
      found.push(staff.clients && staff.type !== 'OUTSIDE_TECHNICIAN' ? 'SCOPED_USER' : staff.type)
    if (staff && clientId !== undefined && (!staff.clients || staff.clients.has(clientId)))
      found.push(staff.type === 'OUTSIDE_TECHNICIAN' ? staff.type : 'PROVIDER')
    const member = clientId === undefined ? undefined : this.identity?.members.get(clientId)
    if (member)
      found.push(member.role)
    return found
  }

  private mayOtherwise(permission: Permission, tenant: Tenant, so: readonly Circumstance[]): boolean {
    return this.authorities(tenant).some(authority => this.grants(permission, authority, tenant, so))
  }

  /** Whether a client is suspended, so that nobody may do this with it; its own people belong to nothing meanwhile. */
  private isSuspended(permission: Permission, { providerId, clientId }: Tenant): boolean {
    return clientId !== undefined && !ruleOf(permission).whileSuspended
      && this.identity?.staff.get(providerId)?.suspended.has(clientId) === true
  }

  private grants(
    permission: Permission,
    authority: ProviderAuthority | Authority,
    { providerId, clientId }: Tenant,
    so: readonly Circumstance[],
  ): boolean {
    const rule = ruleOf(permission)
    const { scopes, members, staff } = this.identity!
    if (scopes && (!rule.scope || !scopes.has(rule.scope)))
      return false
    if (authority === 'PROVIDER' && rule.ofItems && staff.get(providerId)!.closed.has(clientId!))
      return false
    const held = [authority, ...authority === 'CUSTOM' ? members.get(clientId!)!.permissions : []]
    return held.some(role => rule.roles.includes(role) || so.some(one => rule.when?.[one]?.includes(role)))
  }
}

interface AnyRule {
  roles: readonly string[]
  when?: Partial<Record<Circumstance, readonly string[]>>
  scope: ApiTokenScope | null
  proof?: ProofPurpose
  whileSuspended?: true
  ofItems?: true
}

function ruleOf(permission: Permission): AnyRule {
  return isProviderPermission(permission) ? providerPermissions[permission] : clientPermissions[permission]
}

function outsideRootField(): never {
  throw new Error('a record was reached outside a root field')
}

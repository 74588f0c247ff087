/**
 * What a transaction reaches: whole providers (their staff) and single clients (their own people).
 * Row-level security is told exactly this and nothing else; see docs/decisions/0001-tenancy-walls.md.
 */
export interface Tenants {
  actor: string
  providers: readonly string[]
  clients: readonly string[]
  /** Who is counted together where one may keep others waiting; the actor where nothing else is said. */
  party?: string
}

export const nobody = '00000000-0000-0000-0000-000000000000'

export const noTenants: Tenants = { actor: nobody, providers: [], clients: [] }

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isUuid(text: string): boolean {
  return uuid.test(text)
}

/** The settings as the policies read them; anything but a canonical UUID is a bug and throws. */
export function sessionVariables({ actor, providers, clients }: Tenants): Record<'app.actor' | 'app.providers' | 'app.clients', string> {
  for (const id of [actor, ...providers, ...clients]) {
    if (!isUuid(id))
      throw new TypeError('a tenant id is not a UUID')
  }
  return { 'app.actor': actor, 'app.providers': `{${providers.join(',')}}`, 'app.clients': `{${clients.join(',')}}` }
}

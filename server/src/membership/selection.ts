import { LockMode } from '@mikro-orm/postgresql'
import type { EntityName } from '@mikro-orm/postgresql'
import type { Permission } from '@wardroom/schema/permissions'
import { isUuid } from '../access/tenants.js'
import type { Tenant, Viewer } from '../access/viewer.js'
import { bulkIds, runRow } from '../lib/bulk.js'
import type { PersonResult } from '../lib/bulk.js'
import type { Transaction } from '../transaction/transaction.js'

interface Member {
  id: string
  email: string
  tenant: () => Tenant
}

/** Who is selected, and the organization that their membership is of: a client, or a provider. */
export interface Memberships<M extends Member, Organization extends { id: string }> {
  member: EntityName<M>
  organization: EntityName<Organization>
  /** The member's column with the organization's id. */
  key: 'clientId' | 'providerId'
}

/** The people of a bulk mutation, with their organizations. These stay locked, so that seats, owners and admins are counted reliably. */
export class Selection<M extends Member, Organization extends { id: string }> {
  private constructor(
    readonly ids: string[],
    private readonly members: Map<string, M>,
    readonly organizations: Map<string, Organization>,
    private readonly key: Memberships<M, Organization>['key'],
  ) {}

  static async of<M extends Member, Organization extends { id: string }>(
    { em }: Transaction,
    viewer: Viewer,
    { member, organization, key }: Memberships<M, Organization>,
    idsArg: readonly string[],
  ): Promise<Selection<M, Organization>> {
    viewer.requireSignedIn() // a permission check even when none of the ids is within reach
    const ids = bulkIds(idsArg)
    const wellFormed = ids.filter(isUuid)
    const found = await em.createQueryBuilder(member as EntityName<Member & Record<typeof key, string>>)
      .select(key, true)
      .where({ id: { $in: wellFormed } })
      .execute<Array<Record<typeof key, string>>>()
    const organizations = await em.find(
      organization as EntityName<{ id: string }>,
      { id: { $in: found.map(row => row[key]) } },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
    ) as Organization[]
    const members = await em.find(member as EntityName<Member>, { id: { $in: wellFormed } }) as unknown as M[]
    return new Selection(ids, byId(members), byId(organizations), key)
  }

  /** One result per id, in the order given; checks the permission for each. */
  each(viewer: Viewer, permission: Permission, act: (member: M, organization: Organization) => void): PersonResult[] {
    return this.ids.map((id) => {
      const member = this.members.get(id)
      const { result, hidden } = runRow(id, member, viewer.reads, (member) => {
        viewer.require(permission, member.tenant())
        act(member, this.organizationOf(member))
      })
      return { ...result, email: hidden ? null : member!.email }
    })
  }

  get all(): M[] {
    return [...this.members.values()]
  }

  find(id: string): M | undefined {
    return this.members.get(id)
  }

  organizationOf(member: M): Organization {
    return this.organizations.get(member.tenant()[this.key]!)!
  }
}

function byId<T extends { id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map(record => [record.id, record]))
}

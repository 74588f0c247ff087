import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import { cleanExternalId } from '../lib/text.js'
import type { PersonResult } from '../lib/bulk.js'
import { Selection } from '../membership/selection.js'
import type { Transaction } from '../transaction/transaction.js'
import { requireRank } from '../user/rank.js'
import { User } from '../user/user.js'

declare module '../event/append.js' {
  interface EventDetails {
    OrganizationUser_Linked: { email: string, externalId: string }
  }
}

const members = { member: User, organization: Client, key: 'clientId' } as const

/** Notes the id by which a directory knows people that are here already. */
export async function linkPeople(
  tx: Transaction,
  viewer: Viewer,
  people: ReadonlyArray<{ userId: string | null, externalId: string | null }>,
): Promise<PersonResult[]> {
  const ids = new Map(people.map(({ userId, externalId }) => [userId!, externalId!]))
  const selection = await Selection.of(tx, viewer, members, [...ids.keys()])
  return selection.each(viewer, 'user:changeRole', (user, client) => {
    requireRank(viewer, client, user.role)
    user.externalId = cleanExternalId(ids.get(user.id)!)
    tx.record(
      'OrganizationUser_Linked',
      { providerId: user.providerId, client: client.forEvent(), subject: user.forEvent() },
      { email: user.email, externalId: user.externalId },
    )
  })
}

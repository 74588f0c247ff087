import { randomUUID } from 'node:crypto'
import type { EventName } from '@wardroom/schema/events'
import { after, minute } from '../../lib/clock.js'
import type { Past, Workday } from '../history/record-history.js'
import type { Company } from '../people/company.js'
import type { Random } from '../people/random.js'
import type { TeamMember } from '../people/team.js'
import type { DemoPart } from './part.js'

/** What people did in the clients' vaults. Only events: the vaults themselves are not in this server yet. */
export const item: DemoPart = { history: { workday: recordItemEvents, teamWorkday: recordVaultVisits } }

const itemEvents = {
  Cipher_Created: 3,
  Cipher_Updated: 4,
  Cipher_Deleted: 0.2,
  Cipher_AttachmentCreated: 0.5,
  Cipher_AttachmentDeleted: 0.2,
  Cipher_Shared: 0.8,
  Cipher_UpdatedCollections: 1,
  Cipher_ClientViewed: 38,
  Cipher_ClientToggledPasswordVisible: 5,
  Cipher_ClientToggledHiddenFieldVisible: 1,
  Cipher_ClientToggledCardCodeVisible: 0.7,
  Cipher_ClientCopiedPassword: 14,
  Cipher_ClientCopiedHiddenField: 1,
  Cipher_ClientCopiedCardCode: 0.7,
  Cipher_ClientAutofilled: 30,
  Cipher_SoftDeleted: 0.7,
  Cipher_Restored: 0.2,
  Cipher_ClientToggledCardNumberVisible: 0.5,
} satisfies Partial<Record<EventName, number>>

type ItemEvent = keyof typeof itemEvents

const weightedItemEvents = Object.entries(itemEvents) as Array<[ItemEvent, weight: number]>

/** Devices report what happens on them: these come from the browser's extension. */
function isReportedByExtension(name: ItemEvent): boolean {
  return name.startsWith('Cipher_Client')
}

function recordItemEvents({ events, random }: Past, { company, member, start, ip }: Workday): void {
  const { browserType, extensionType, activity } = member.habits
  const count = Math.round(random.between(0.2, 3.6) * (activity * company.blueprint.activity))
  for (let nth = 0; nth < count; nth++) {
    const at = after(start, random.between(1, 240) * minute)
    const name = random.weighted(weightedItemEvents)
    const actor = member.actor(ip, isReportedByExtension(name) ? extensionType : browserType)
    events.recordUnwritten(name, { client: company.forEvent(at), actor, at }, { itemId: itemsOf(company).touch(name, random) })
  }
}

/** The provider's people open their clients' vaults; both logs have it. */
function recordVaultVisits({ companies, events, random }: Past, member: TeamMember, start: Date): void {
  for (let visits = member.holdsKey ? random.whole(0, 5) : 0; visits > 0; visits--) {
    const at = after(start, random.between(2, 300) * minute)
    const present = companies.filter(({ createdAt }) => createdAt < at)
    if (!present.length)
      continue
    const client = random.pick(present).forEvent(at)
    const about = { subject: { kind: 'CLIENT', ...client } as const, actor: member.actor(), at }
    events.recordUnwritten('ProviderOrganization_VaultAccessed', { ...about, clientName: client.name })
    events.recordUnwritten('Organization_VaultAccessed', { ...about, client })
  }
}

/** The items of one client, so that an event is about one that is there. */
class Items {
  private readonly ids = Array.from({ length: 25 }, () => randomUUID() as string)
  private readonly trash: string[] = []

  touch(name: ItemEvent, random: Random): string {
    const id = this.choose(name, random)
    if (name === 'Cipher_SoftDeleted' || name === 'Cipher_Deleted')
      this.ids.splice(this.ids.indexOf(id), 1)
    if (name === 'Cipher_SoftDeleted')
      this.trash.push(id)
    if (name === 'Cipher_Created' || name === 'Cipher_Restored')
      this.ids.push(id)
    return id
  }

  private choose(name: ItemEvent, random: Random): string {
    if (name === 'Cipher_Restored' && this.trash.length)
      return this.trash.shift()!
    return name === 'Cipher_Created' || this.ids.length < 10 ? randomUUID() : random.pick(this.ids)
  }
}

const items = new WeakMap<Company, Items>()

function itemsOf(company: Company): Items {
  const known = items.get(company) ?? new Items()
  items.set(company, known)
  return known
}

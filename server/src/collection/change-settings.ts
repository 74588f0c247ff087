import { Field, ID, InputType, ObjectType } from 'type-graphql'
import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import { ProviderItemAccess } from '../client/provider-item-access.js'
import type { Transaction } from '../transaction/transaction.js'

declare module '../event/append.js' {
  interface EventDetails {
    Organization_CollectionManagement_LimitCollectionCreationEnabled: Record<string, never>
    Organization_CollectionManagement_LimitCollectionCreationDisabled: Record<string, never>
    Organization_CollectionManagement_LimitCollectionDeletionEnabled: Record<string, never>
    Organization_CollectionManagement_LimitCollectionDeletionDisabled: Record<string, never>
    Organization_CollectionManagement_LimitItemDeletionEnabled: Record<string, never>
    Organization_CollectionManagement_LimitItemDeletionDisabled: Record<string, never>
    Organization_CollectionManagement_AllowAdminAccessToAllCollectionItemsEnabled: Record<string, never>
    Organization_CollectionManagement_AllowAdminAccessToAllCollectionItemsDisabled: Record<string, never>
    Organization_ProviderItemAccessChanged: { access: string, was: string }
  }
}

const meanings = {
  limitCollectionCreation: 'Only owners, admins, custom roles with createNewCollections and the provider\'s people make collections; else everybody does.',
  limitCollectionDeletion: 'Of those who manage a collection, only owners and admins delete it.',
  limitItemDeletion: 'Who deletes or restores an item needs Manage on its collection; else editing is enough.',
  allowAdminAccess: 'Owners and admins see, edit and delete everything in all collections.',
  providerItemAccess: 'What the provider\'s people may do with the client\'s collections. Its owners alone change it.',
}

@ObjectType({ description: 'What a client decides about its collections. All of it is off in the beginning, and the provider\'s people see them.' })
export class CollectionSettings {
  @Field(() => Boolean, { description: meanings.limitCollectionCreation })
  limitCollectionCreation!: boolean

  @Field(() => Boolean, { description: meanings.limitCollectionDeletion })
  limitCollectionDeletion!: boolean

  @Field(() => Boolean, { description: meanings.limitItemDeletion })
  limitItemDeletion!: boolean

  @Field(() => Boolean, { description: meanings.allowAdminAccess })
  allowAdminAccess!: boolean

  @Field(() => ProviderItemAccess, { description: meanings.providerItemAccess })
  providerItemAccess!: ProviderItemAccess
}

@InputType({ description: 'What is to be another about a client\'s collections. What is left out stays.' })
export class ChangeCollectionSettingsInput {
  @Field(() => ID, { description: 'The client.' })
  clientId!: string

  @Field(() => Boolean, { nullable: true, description: meanings.limitCollectionCreation })
  limitCollectionCreation?: boolean | null

  @Field(() => Boolean, { nullable: true, description: meanings.limitCollectionDeletion })
  limitCollectionDeletion?: boolean | null

  @Field(() => Boolean, { nullable: true, description: meanings.limitItemDeletion })
  limitItemDeletion?: boolean | null

  @Field(() => Boolean, { nullable: true, description: meanings.allowAdminAccess })
  allowAdminAccess?: boolean | null

  @Field(() => ProviderItemAccess, { nullable: true, description: meanings.providerItemAccess })
  providerItemAccess?: ProviderItemAccess | null
}

const events = {
  limitCollectionCreation: 'LimitCollectionCreation',
  limitCollectionDeletion: 'LimitCollectionDeletion',
  limitItemDeletion: 'LimitItemDeletion',
  allowAdminAccess: 'AllowAdminAccessToAllCollectionItems',
} as const
type Setting = keyof typeof events

/** One event for each that is another afterwards. */
export async function changeCollectionSettings(tx: Transaction, viewer: Viewer, input: ChangeCollectionSettingsInput): Promise<Client> {
  const client = await viewer.reach(Client, input.clientId, 'collectionSettings:change', { lock: true })
  const { id, name, providerId } = client
  if (input.providerItemAccess != null)
    viewer.require('itemAccess:change', client.tenant())
  const about = { providerId, client: client.forEvent(), subject: { kind: 'CLIENT', id, name } } as const
  for (const setting of Object.keys(events) as Setting[]) {
    const wanted = input[setting]
    if (wanted == null || wanted === client[setting])
      continue
    client[setting] = wanted
    tx.record(`Organization_CollectionManagement_${events[setting]}${wanted ? 'Enabled' : 'Disabled'}`, about, {})
  }
  const was = client.providerItemAccess
  client.providerItemAccess = input.providerItemAccess ?? was
  if (client.providerItemAccess !== was)
    tx.record('Organization_ProviderItemAccessChanged', about, { access: client.providerItemAccess, was })
  return client
}

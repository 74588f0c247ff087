import type { EventName } from '@wardroom/schema/events'

export const sentences = {
  Collection_Created: '{actor} made a collection in {client}',
  Collection_Updated: '{actor} changed a collection of {client}',
  Collection_Deleted: '{actor} deleted a collection of {client}',
  Organization_CollectionManagement_LimitCollectionCreationEnabled: '{actor} limited who makes collections in {client}',
  Organization_CollectionManagement_LimitCollectionCreationDisabled: '{actor} let everybody in {client} make collections',
  Organization_CollectionManagement_LimitCollectionDeletionEnabled: '{actor} limited who deletes collections in {client}',
  Organization_CollectionManagement_LimitCollectionDeletionDisabled: '{actor} let whoever manages a collection of {client} delete it',
  Organization_CollectionManagement_LimitItemDeletionEnabled: '{actor} limited who deletes items in {client}',
  Organization_CollectionManagement_LimitItemDeletionDisabled: '{actor} let whoever edits items of {client} delete them',
  Organization_CollectionManagement_AllowAdminAccessToAllCollectionItemsEnabled: '{actor} gave owners and admins of {client} access to all collections',
  Organization_CollectionManagement_AllowAdminAccessToAllCollectionItemsDisabled: '{actor} took access to all collections from owners and admins of {client}',
  Organization_ProviderItemAccessChanged: '{actor} changed what the provider sees of the collections of {client} from {was} to {access}',
} satisfies Partial<Record<EventName, string>>

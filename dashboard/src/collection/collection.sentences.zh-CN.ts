import type { sentences as english } from './collection.sentences.en.js'

export const sentences: Record<keyof typeof english, string> = {
  Collection_Created: '{actor} 在 {client} 创建了一个集合',
  Collection_Updated: '{actor} 更改了 {client} 的一个集合',
  Collection_Deleted: '{actor} 删除了 {client} 的一个集合',
  Organization_CollectionManagement_LimitCollectionCreationEnabled: '{actor} 限制了谁可在 {client} 创建集合',
  Organization_CollectionManagement_LimitCollectionCreationDisabled: '{actor} 允许 {client} 的所有人创建集合',
  Organization_CollectionManagement_LimitCollectionDeletionEnabled: '{actor} 限制了谁可在 {client} 删除集合',
  Organization_CollectionManagement_LimitCollectionDeletionDisabled: '{actor} 允许 {client} 的集合管理者删除集合',
  Organization_CollectionManagement_LimitItemDeletionEnabled: '{actor} 限制了谁可在 {client} 删除项目',
  Organization_CollectionManagement_LimitItemDeletionDisabled: '{actor} 允许 {client} 的项目编辑者删除项目',
  Organization_CollectionManagement_AllowAdminAccessToAllCollectionItemsEnabled: '{actor} 允许 {client} 的所有者和管理员访问所有集合',
  Organization_CollectionManagement_AllowAdminAccessToAllCollectionItemsDisabled: '{actor} 取消了 {client} 的所有者和管理员对所有集合的访问',
  Organization_ProviderItemAccessChanged: '{actor} 将服务商对 {client} 集合的访问从 {was} 改为 {access}',
}

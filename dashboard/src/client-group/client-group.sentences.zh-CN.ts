import type { sentences as english } from './client-group.sentences.en.js'

export const sentences: Record<keyof typeof english, string> = {
  ClientGroup_Created: '{actor} 创建了客户组 {subject}',
  ClientGroup_Updated: '{actor} 更改了客户组 {subject}',
  ClientGroup_Deleted: '{actor} 删除了客户组 {subject}',
  Organization_Tagged: '{actor} 更改了 {subject} 的标签',
  Organization_Regrouped: '{subject} 所属的客户组已变化',
}

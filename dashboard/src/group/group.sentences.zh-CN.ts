import type { sentences as english } from './group.sentences.en.js'

export const sentences: Record<keyof typeof english, string> = {
  Group_Created: '{actor} 在 {client} 创建了群组 {subject}',
  Group_Updated: '{actor} 更改了 {client} 的群组 {subject}',
  Group_Deleted: '{actor} 删除了 {client} 的群组 {subject}',
}

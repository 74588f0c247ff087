import type { sentences as english } from './bulk-job.sentences.en.js'

export const sentences: Record<keyof typeof english, string> = {
  BulkJob_Started: '{actor} 对 {client} 的 {people} 名人员启动了一项任务',
  BulkJob_Finished: '{client} 的一项人员任务已结束：完成 {done}，被拒绝 {refused}，已取消 {cancelled}',
  OrganizationUser_Linked: '{actor} 为 {client} 的 {subject} 记下了目录标识 {externalId}',
}

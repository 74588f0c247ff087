import type { sentences as english } from './baseline.sentences.en.js'

export const sentences: Record<keyof typeof english, string> = {
  Baseline_Created: '{actor} 创建了基线 {subject}',
  Baseline_Updated: '{actor} 更改了基线 {subject}',
  Baseline_Deleted: '{actor} 删除了基线 {subject}',
  Organization_BroughtToBaseline: '{actor} 将 {subject} 调整到其基线',
}

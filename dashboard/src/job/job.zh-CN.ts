import type { Translated } from '../i18n/use-i18n.js'
import type { job as english } from './job.en.js'

export const job: Translated<typeof english> = {
  dismiss: '关闭任务',
  doneRow: '完成',
  fold: '收起',
  label: '任务：{title}',
  others: '其他任务',
  progress: '进度',
  refused: '{n} 项被拒绝',
  refusedRow: '被拒绝',
  rest: '发送其余 {n} 项',
  rows: '各项结果',
  retry: '重试失败项（{n}）',
  summary: '已完成 {done} / {all}',
  undo: '撤销',
  unfold: '展开',
  unsent: '{n} 项未发送',
  unsentRow: '未发送',
  waitingRow: '等待中',
}

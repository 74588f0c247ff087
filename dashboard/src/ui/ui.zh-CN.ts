import type { Translated } from '../i18n/use-i18n.js'
import type { ui as english } from './ui.en.js'

export const ui: Translated<typeof english> = {
  asOf: '截至 {time}',
  back: '返回',
  cancel: '取消',
  clear: '清除：{what}',
  clearAll: '全部清除',
  clearSelection: '清除选择',
  close: '关闭',
  copied: '已复制',
  loadFailed: '无法加载',
  loadMore: '加载更多',
  name: '名称',
  noPermission: '您无权查看',
  noneFound: '没有结果',
  rename: '重命名',
  retry: '重试',
  save: '保存',
  select: '选择 {name}',
  selectAll: '全选',
  selectMore: '选择全部 {n} 项',
  selected: '已选 {n} 项',
  selection: '对所选行的操作',
}

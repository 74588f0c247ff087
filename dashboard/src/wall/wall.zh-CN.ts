import type { Translated } from '../i18n/use-i18n.js'
import type { wall as english } from './wall.en.js'

export const wall: Translated<typeof english> = {
  activity: '最近半小时每分钟事件数',
  clients: '客户',
  firstText: '一旦有客户，这里就会出现卡片。',
  full: '已满',
  layout: '更改布局',
  leave: '离开大屏',
  noEvents: '最近半小时没有事件',
  perMinute: '/分',
  privacyOff: '显示地址',
  privacyOn: '隐藏地址',
  quiet: '还没有事件',
  rate: '事件 / 分钟',
  seats: '席位',
  stream: '事件',
  title: '监控大屏',
}

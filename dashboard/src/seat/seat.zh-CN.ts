import type { Translated } from '../i18n/use-i18n.js'
import type { seat as english } from './seat.en.js'

export const seat: Translated<typeof english> = {
  add: '增加席位',
  after: '增加后为 {add}，减少后为 {remove}。',
  barTitle: '已占用 {occupied} / {bought} 个席位',
  beyond: '席位池还剩 {available} 个；超出部分须由服务商管理员操作。',
  bought: '已购',
  buys: '席位池还剩 {available} 个：增加将为服务商购买 {n} 个。',
  ceiling: '上限',
  change: '更改席位',
  count: '席位数量',
  free: '空闲',
  grow: '自动增长',
  growOn: '邀请人员而无空闲席位时自动增加',
  growText: '增长的席位来自席位池，或另行购买。达到上限即停止。',
  growsNot: '不自动增长',
  growsTo: '自动增长至 {n}',
  hidden: '您的角色无法查看此客户的席位。',
  noneFree: '无法邀请或恢复任何人',
  occupied: '已占用',
  pool: '服务商席位池：{plan}',
  remove: '减少席位',
  tab: '席位',
}

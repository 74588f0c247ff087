import type { Translated } from '../i18n/use-i18n.js'
import type { demand as english } from './provider.en.js'

export const demand: Translated<typeof english> = {
  choice: {
    month: '30 天后',
    never: '不要求',
    now: '现在',
    week: '七天后',
  },
  everybody: '团队中所有人都已开启两步登录。',
  from: '要求时间',
  is: '自 {date} 起',
  missing: '{names} 尚未开启，在设置之前将看不到任何内容。 | {names} 尚未开启，在设置之前将看不到任何内容。',
  none: '未要求',
  text: '届时团队中未开启两步登录的人在设置之前看不到您的任何客户，其 API 令牌也会暂停。',
  title: '团队的两步登录',
  willBe: '从 {date} 起',
}

import type { Translated } from '../i18n/use-i18n.js'
import type { live as english } from './live.en.js'

export const live: Translated<typeof english> = {
  connecting: '连接中',
  live: '实时',
  off: '非实时',
  offText: '您的角色不能跟随事件日志：请重新加载页面以查看新内容。',
  reconnecting: '重新连接中',
  seconds: '，{n} 秒',
  stale: '数据已过时',
}

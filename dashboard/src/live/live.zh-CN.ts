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
  trouble: {
    blocked: '非实时：实时连接无法建立。请使用 Wardroom 的配置地址打开，或请管理员检查代理是否允许 WebSocket。',
    full: '非实时：此会话已有五个实时连接。请关闭其中一个标签页或工具。',
    unreachable: '非实时：服务器没有响应。此处的内容可能已过时；服务器恢复后会自动继续。',
  },
}

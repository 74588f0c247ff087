import type { Translated } from '../i18n/use-i18n.js'
import type { policy as english } from './policy.en.js'

export const policy: Translated<typeof english> = {
  autoEnrol: '要求所有人登记，且不得退出',
  autoEnrolled: '要求所有人登记',
  change: '更改',
  needs: '需要：{policy}',
  nobody: '不会撤销任何人。',
  off: '关闭',
  on: '开启',
  plan: '策略随 Enterprise 套餐提供。',
  revokes: '将撤销 {n} 名同时属于其他公司的人员：{names}',
  tab: '策略',
  turnOffText: '从现在起不再生效。已被撤销的人员在您恢复之前保持撤销状态。',
  turnOn: '开启',
  name: {
    ACCOUNT_RECOVERY: '账户恢复',
    SINGLE_ORGANIZATION: '单一组织',
  },
  text: {
    ACCOUNT_RECOVERY: '所有者、管理员和服务商的技术人员可以为已登记的人员重置忘记的主密码。',
    SINGLE_ORGANIZATION: '此客户的人员不得同时属于其他公司。所有者和管理员除外。',
  },
}

import type { Translated } from '../i18n/use-i18n.js'
import type { demo as english } from './sign-in.en.js'

export const demo: Translated<typeof english> = {
  known: '服务器称这是演示环境。此浏览器中曾有人使用自己的密钥工作：您以演示人员的身份所做的一切，服务器都能读取和更改。请勿以其身份处理真实事务。',
  role: {
    OWNER: '客户的所有者',
    PROVIDER_ADMIN: '服务商管理员',
    OUTSIDE_TECHNICIAN: '外部技术员',
    SERVICE_USER: '服务人员',
    USER: '客户的用户',
  },
  show: '显示演示人员',
  text: '这是演示环境。请选择要扮演的人；服务器给出的主密码为',
  title: '选择身份',
}

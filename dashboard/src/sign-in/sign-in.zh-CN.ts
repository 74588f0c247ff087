import type { Translated } from '../i18n/use-i18n.js'
import type { demo as english } from './sign-in.en.js'

export const demo: Translated<typeof english> = {
  OWNER: '客户的所有者',
  PROVIDER_ADMIN: '服务商管理员',
  SERVICE_USER: '服务人员',
  USER: '客户的用户',
  text: '这是演示环境。请选择要扮演的人；其主密码为',
  title: '选择身份',
}

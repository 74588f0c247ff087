import type { Translated } from '../i18n/use-i18n.js'
import type { setup as english } from './setup.en.js'

export const setup: Translated<typeof english> = {
  enterpriseMinimum: 'Enterprise 席位下限',
  lead: '此安装为空。设立您的服务商，或先四处看看。',
  minimumHint: '无论如何都要付费的席位数；以后可以更改。',
  preparing: '正在准备演示环境',
  preparingLead: '正在生成十二个客户及其人员、密钥和九十天的事件，最多需要半分钟。',
  providerName: '服务商名称',
  submit: '设立并登录',
  taken: '您的服务商已设立。现在只需用此邮箱地址和主密码登录。',
  teamsMinimum: 'Teams 席位下限',
  title: '欢迎使用 Wardroom',
  demo: {
    text: '十二个虚构客户、约三百名人员，以及持续操作的模拟器。一切均可尝试，没有任何真实数据。',
    title: '在演示环境中看看',
  },
  provider: {
    text: '为您的服务商命名，并成为其首位服务商管理员。您的密钥在此浏览器中生成。',
    title: '设立您的服务商',
  },
}

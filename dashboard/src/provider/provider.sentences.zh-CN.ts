import type { sentences as english } from './provider.sentences.en.js'

export const sentences: Record<keyof typeof english, string> = {
  Provider_Created: '{actor} 设立了服务商',
  Provider_MailTested: '{actor} 向 {email} 发送了测试邮件',
  Provider_TwoStepDemanded: '{actor} 更改了团队必须使用两步登录的时间',
  Provider_TwoStepInForce: '团队从现在起必须使用两步登录',
  Provider_Updated: '{actor} 更改了服务商资料',
}

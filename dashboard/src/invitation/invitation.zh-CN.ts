import type { Translated } from '../i18n/use-i18n.js'
import type { invitation as english } from './invitation.en.js'

export const invitation: Translated<typeof english> = {
  accept: '接受邀请',
  anotherAddress: '此邀请发给 {email}；如果这是您的地址，请输入它，否则请索取发给您本人地址的邀请。',
  cut: '此链接不完整',
  cutText: '有些邮件程序会截断链接。请复制邮件中的完整链接并粘贴到此处。',
  for: '受邀人：{email}',
  hasAccount: '此地址已有账户；请使用其主密码。',
  home: '前往登录',
  link: '邮件中的链接',
  noLink: '这不是完整的邀请链接。',
  open: '打开邀请',
  other: '您当前以 {email} 登录。接受后将以受邀人身份登录。',
  register: '创建账户并接受',
  title: '邀请',
  toClient: '您受邀加入 {place}。',
  toTeam: '您受邀加入 {place} 的团队。',
  until: '有效期至 {at}',
  unusable: '此邀请无法使用',
}

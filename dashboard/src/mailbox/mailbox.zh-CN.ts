import type { Translated } from '../i18n/use-i18n.js'
import type { mailbox as english } from './mailbox.en.js'

export const mailbox: Translated<typeof english> = {
  none: '还没有邮件',
  noneText: '邀请一经发送就会出现在这里。',
  open: '打开邮箱',
  text: '未配置邮件服务器，因此邮件保留在此而不发送。仅在此机器上凭设立代码可见。',
  title: '邮箱',
  to: '收件人：{to}',
}

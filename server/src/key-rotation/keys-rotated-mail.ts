import { accountMail } from '../account/account-mails.js'
import type { Told } from '../account/account-mails.js'
import type { MailText } from '../mail/mail.js'

export function keysRotatedMail(told: Told): MailText {
  return accountMail(
    told,
    ['Your keys were rotated', '您的密钥已轮换'],
    'Your Wardroom account has a new key, and everything under it was sealed anew. Your master password is the same. Every session has ended: sign in again.',
    '您的 Wardroom 账户已换用新密钥，其下的所有内容均已重新封装。主密码保持不变。所有会话均已结束，请重新登录。',
  )
}

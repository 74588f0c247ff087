import { accountMail } from '../account/account-mails.js'
import type { Told } from '../account/account-mails.js'
import type { MailText } from '../mail/mail.js'

export function apiKeyMadeMail(told: Told): MailText {
  return accountMail(
    told,
    ['A personal API key was made', '已创建个人 API 密钥'],
    'A personal API key was made for your Wardroom account. Programs that have it act as you, without your master password and second factor.',
    '已为您的 Wardroom 账户创建个人 API 密钥。持有该密钥的程序可以您的身份操作，无需主密码和第二步验证。',
  )
}

export function apiKeyRemovedMail(told: Told): MailText {
  return accountMail(
    told,
    ['Your personal API key was removed', '您的个人 API 密钥已移除'],
    'The personal API key of your Wardroom account was removed. Programs that had it are signed out.',
    '您的 Wardroom 账户的个人 API 密钥已移除。使用该密钥的程序均已退出登录。',
  )
}

import { bilingual } from '../mail/mail.js'
import type { MailText } from '../mail/mail.js'

export interface Told {
  /** The person's address. */
  to: string
  /** Where they sign in. */
  link: string
  device: { name: string, ip: string }
  now: Date
}

/** What happened to the account, from where, and what to do if it was somebody else. */
export function accountMail(
  { to, link, device, now }: Told,
  subject: [english: string, chinese: string],
  english: string,
  chinese: string,
): MailText {
  const at = `${now.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return bilingual({ to }, subject, [
    english,
    '',
    `When: ${at}`,
    `From: ${device.ip}, ${device.name}`,
    '',
    `If this was not you, sign in, change your master password and end all other sessions: ${link}`,
  ], [
    chinese,
    '',
    `时间：${at}`,
    `来源：${device.ip}，${device.name}`,
    '',
    `如果不是您本人的操作，请登录，更改主密码并结束所有其他会话：${link}`,
  ])
}

export function passwordChangedMail(told: Told): MailText {
  return accountMail(
    told,
    ['Your master password was changed', '您的主密码已更改'],
    'The master password of your Wardroom account was changed.',
    '您的 Wardroom 账户的主密码已更改。',
  )
}

export function kdfChangedMail(told: Told): MailText {
  return accountMail(
    told,
    ['Your key derivation was changed', '您的密钥派生方式已更改'],
    'The way in which keys are derived from the master password of your Wardroom account was changed. The master password is the same.',
    '从您的 Wardroom 账户主密码派生密钥的方式已更改。主密码保持不变。',
  )
}

export function recoveryUsedMail(told: Told): MailText {
  return accountMail(
    told,
    ['Your recovery code was used', '您的恢复码已被使用'],
    'Somebody signed in to your Wardroom account with its recovery code. Two-step login is off: set it up again.',
    '有人使用恢复码登录了您的 Wardroom 账户。两步登录已关闭，请重新设置。',
  )
}

export function recoveryRenewedMail(told: Told): MailText {
  return accountMail(
    told,
    ['You have a new recovery code', '您有新的恢复码'],
    'A new recovery code was made for your Wardroom account. The one before no longer works.',
    '您的 Wardroom 账户已生成新的恢复码，之前的恢复码不再有效。',
  )
}

export function secondStepMissingMail(told: Told): MailText {
  return accountMail(
    told,
    ['Somebody has your master password', '有人知道您的主密码'],
    'Somebody gave the right master password of your Wardroom account, but no code in the second step. If it was not you, your master password is known: change it now.',
    '有人输入了您的 Wardroom 账户的正确主密码，但没有完成第二步验证。如果不是您本人，则主密码已泄露，请立即更改。',
  )
}

import { bilingual } from '../mail/mail.js'
import type { MailText } from '../mail/mail.js'

interface Asked {
  to: string
  /** The new address. */
  email: string
  code: string
  device: { name: string, ip: string }
}

/** To the address that is in force: without its code nothing changes. */
export function leavingAddressMail({ to, email, code, device }: Asked): MailText {
  return bilingual({ to }, ['Code to change your address', '更改邮箱地址的验证码'], [
    `Somebody who is signed in to your Wardroom account wants to change its address to ${email}.`,
    '',
    `Code out of this mailbox: ${code}`,
    '',
    `From: ${device.ip}, ${device.name}`,
    'It holds for fifteen minutes. If this was not you, give it to nobody: change your master password and end all other sessions.',
  ], [
    `有人已登录您的 Wardroom 账户，并要将其邮箱地址更改为 ${email}。`,
    '',
    `此邮箱的验证码：${code}`,
    '',
    `来源：${device.ip}，${device.name}`,
    '验证码十五分钟内有效。如果不是您本人的操作，请勿将其告诉任何人：请更改主密码并结束所有其他会话。',
  ])
}

/** To an address that somebody says is theirs. */
export function comingAddressMail({ to, code }: Pick<Asked, 'to' | 'code'>): MailText {
  return bilingual({ to }, ['Code for your new address', '新邮箱地址的验证码'], [
    'Somebody wants to use this address for their Wardroom account.',
    '',
    `Code out of this mailbox: ${code}`,
    '',
    'It holds for fifteen minutes. If this was not you, ignore it; nothing happens then.',
  ], [
    '有人要将此地址用于其 Wardroom 账户。',
    '',
    `此邮箱的验证码：${code}`,
    '',
    '验证码十五分钟内有效。如果不是您本人的操作，请忽略，不会发生任何事情。',
  ])
}

interface Done {
  before: string
  email: string
  link: string
  device: { name: string, ip: string }
}

/** To both addresses, once it is done. */
export function emailChangedMails({ before, email, link, device }: Done): MailText[] {
  return [before, email].map(to => bilingual({ to }, ['The address of your account was changed', '您账户的邮箱地址已更改'], [
    `The address of your Wardroom account is now ${email}. It was ${before}.`,
    '',
    `From: ${device.ip}, ${device.name}`,
    `You sign in with the new address and the same master password: ${link}`,
    'If this was not you, tell an administrator of your provider at once.',
  ], [
    `您的 Wardroom 账户的邮箱地址现为 ${email}，之前为 ${before}。`,
    '',
    `来源：${device.ip}，${device.name}`,
    `请使用新地址和相同的主密码登录：${link}`,
    '如果不是您本人的操作，请立即告知您的服务商管理员。',
  ]))
}

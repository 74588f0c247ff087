import type { TwoStepKind } from '@wardroom/schema/two-step'
import { bilingual } from '../mail/mail.js'
import type { MailText } from '../mail/mail.js'
import { accountMail } from './account-mails.js'
import type { Told } from './account-mails.js'

const kinds: Readonly<Record<TwoStepKind, { english: string, chinese: string }>> = {
  WEBAUTHN: { english: 'security key', chinese: '安全密钥' },
  AUTHENTICATOR: { english: 'authenticator app', chinese: '验证器应用' },
  EMAIL: { english: 'mailbox for codes', chinese: '邮箱验证码方式' },
}

/** @param first with it two-step login is on */
export function factorAddedMail(told: Told, kind: TwoStepKind, { first }: { first: boolean }): MailText {
  const { english, chinese } = kinds[kind]
  return accountMail(
    told,
    first ? ['Two-step login is on', '两步登录已开启'] : ['A second factor was added', '已添加第二步验证方式'],
    `A new ${english} was added to your Wardroom account. ${first ? 'Signing in now takes it as well.' : 'It signs you in from now on, as the others do.'}`,
    `您的 Wardroom 账户已添加新的${chinese}。${first ? '现在登录时也需要它。' : '从现在起，它与其他方式一样可用于登录。'}`,
  )
}

/** @param last with it two-step login is off */
export function factorRemovedMail(told: Told, kind: TwoStepKind, { last }: { last: boolean }): MailText {
  const { english, chinese } = kinds[kind]
  return accountMail(
    told,
    last ? ['Two-step login is off', '两步登录已关闭'] : ['A second factor was removed', '已移除第二步验证方式'],
    `The ${english} was removed from your Wardroom account. ${last ? 'Signing in takes the master password alone.' : 'The others go on signing you in.'}`,
    `您的 Wardroom 账户的${chinese}已移除。${last ? '现在仅凭主密码即可登录。' : '其他方式仍可用于登录。'}`,
  )
}

/** @param name what its person calls the key */
export function keyCopiedMail(told: Told, name: string): MailText {
  return accountMail(
    told,
    ['One of your security keys may have been copied', '您的一个安全密钥可能已被复制'],
    `The security key “${name}” of your Wardroom account gave an answer that it cannot have given: it counts its answers, and this one was behind. There may be a copy of it. The answer was refused. Remove the key in your profile and register another one.`,
    `您的 Wardroom 账户的安全密钥“${name}”给出了不可能的应答：它会对应答计数，而这次的计数落后了。可能存在它的副本。该应答已被拒绝。请在个人资料中移除此密钥并注册新的密钥。`,
  )
}

const uses = {
  ADD: {
    english: 'Somebody who is signed in to your Wardroom account wants to have codes mailed to this address at each sign-in.',
    chinese: '有人已登录您的 Wardroom 账户，并希望今后每次登录时将验证码发送到此地址。',
  },
  SIGN_IN: {
    english: 'Somebody who knows your master password is signing in to your Wardroom account.',
    chinese: '有人知道您的主密码，正在登录您的 Wardroom 账户。',
  },
  PROVE: {
    english: 'Somebody who is signed in to your Wardroom account confirms that it is you.',
    chinese: '有人已登录您的 Wardroom 账户，正在确认是您本人。',
  },
}

export function emailCodeMail(
  { to, code, device }: { to: string, code: string, device: { name: string, ip: string } },
  purpose: keyof typeof uses,
): MailText {
  const { english, chinese } = uses[purpose]
  return bilingual({ to }, ['Your code', '您的验证码'], [
    english,
    '',
    `Code: ${code}`,
    '',
    `From: ${device.ip}, ${device.name}`,
    'It holds for five minutes. If this was not you, give it to nobody: your master password is known, change it.',
  ], [
    chinese,
    '',
    `验证码：${code}`,
    '',
    `来源：${device.ip}，${device.name}`,
    '验证码五分钟内有效。如果不是您本人的操作，请勿将其告诉任何人：您的主密码已泄露，请更改。',
  ])
}

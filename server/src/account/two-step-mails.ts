import type { TwoStepKind } from '@wardroom/schema/two-step'
import type { MailText } from '../mail/mail.js'
import { accountMail } from './account-mails.js'
import type { Told } from './account-mails.js'

const kinds: Readonly<Record<TwoStepKind, { english: string, chinese: string }>> = {
  WEBAUTHN: { english: 'security key', chinese: '安全密钥' },
  AUTHENTICATOR: { english: 'authenticator app', chinese: '验证器应用' },
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

import { bilingual } from '../mail/mail.js'
import type { Mail } from '../mail/mail.js'

type Recipient = Pick<Mail, 'providerId' | 'to'>
interface Told { provider: string, by: string, link: string }

/** What a provider admin did to a colleague's account, so that it cannot be done in silence. */
export function colleagueTwoStepResetMail(to: Recipient, { provider, by, link }: Told): Mail {
  return bilingual(to, ['Your two-step login was removed', '您的两步登录已被移除'], [
    `${by} has removed the two-step login of your Wardroom account for ${provider}. Your master password stays, and all your sessions have ended.`,
    '',
    `Sign in and set it up again: ${link}`,
    `If you did not ask for it, call another provider admin of ${provider} now.`,
  ], [
    `${by} 已代表 ${provider} 移除您的 Wardroom 账户的两步登录。主密码保持不变，您的所有会话已结束。`,
    '',
    `请登录并重新设置：${link}`,
    `如果这不是您要求的，请立即联系 ${provider} 的其他服务商管理员。`,
  ])
}

export function colleagueSignedOutMail(to: Recipient, { provider, by, link }: Told): Mail {
  return bilingual(to, ['You were signed out everywhere', '您已在所有设备上退出登录'], [
    `${by} has ended all sessions of your Wardroom account for ${provider}. Your master password and two-step login stay.`,
    '',
    `You can sign in again: ${link}`,
    `If you do not know why, call ${by}.`,
  ], [
    `${by} 已代表 ${provider} 结束您的 Wardroom 账户的所有会话。主密码和两步登录保持不变。`,
    '',
    `您可以重新登录：${link}`,
    `如果您不知道原因，请联系 ${by}。`,
  ])
}

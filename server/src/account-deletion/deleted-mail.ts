import { bilingual } from '../mail/mail.js'
import type { MailText } from '../mail/mail.js'

export function deletedMail({ to, device }: { to: string, device: { name: string, ip: string } }): MailText {
  return bilingual({ to }, ['Your account was deleted', '您的账户已删除'], [
    'Your Wardroom account was deleted, with its keys and everything it belonged to. Nobody can bring it back.',
    '',
    `From: ${device.ip}, ${device.name}`,
    'If this was not you, tell an administrator of your provider at once.',
  ], [
    '您的 Wardroom 账户已删除，其密钥和所有成员身份也一并删除，任何人都无法恢复。',
    '',
    `来源：${device.ip}，${device.name}`,
    '如果不是您本人的操作，请立即告知您的服务商管理员。',
  ])
}

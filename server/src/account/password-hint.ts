import { deviceTypes } from '@wardroom/schema/events'
import type { Device } from '../access/device.js'
import { transact } from '../database/transact.js'
import { addressKey } from '../lib/ip-address.js'
import { Refused } from '../lib/refused.js'
import { cleanName, requireEmail } from '../lib/text.js'
import { keepAccountMail } from '../mail/account-mail.js'
import { bilingual } from '../mail/mail.js'
import type { MailText } from '../mail/mail.js'
import type { Services } from '../request/services.js'

interface Hinted {
  id: string
  email: string
  hint: string | null
}

/** As it is kept: readable, so that it can be mailed. What is empty is none. */
export function cleanHint(text: string | null | undefined): string | null {
  return text == null || text.trim() === '' ? null : cleanName(text, 'passwordHint')
}

/**
 * Mails a person the hint that they have set. The answer is the same for every address, and so is the time it takes: what follows from it
 * happens afterwards. Errors: BAD_USER_INPUT, and TOO_MANY_REQUESTS for the address that asks.
 */
export async function sendHint(services: Services, emailText: string, device: Device, now: Date): Promise<void> {
  const { limiter, log, database: { system }, mailer, config } = services
  const email = requireEmail(emailText)
  await limiter.count('hintByAddress', addressKey(device.ip))
  const often = await limiter.count('hintByAccount', email).then(() => false, refusedAsTooMany)
  if (often)
    return

  async function mailHint(): Promise<void> {
    const { rows: [account] } = await system.query<Hinted>('select id, email, password_hint hint from account where email = $1', [email])
    if (!account)
      return
    const text = hintMail({ to: account.email, hint: account.hint, device, link: config.origin })
    mailer.queued([await transact(system, db => keepAccountMail(db, account.id, text, now))])
  }
  void mailHint().catch((error: unknown) => log.warn({ err: error }, 'a password hint could not be mailed'))
}

/** Whoever asks again and again shuts nobody else out: they are answered as always, and nothing comes of it. */
function refusedAsTooMany(error: unknown): true {
  if (error instanceof Refused)
    return true
  throw error
}

/** The User-Agent is left out: anybody may ask, and would choose words of the mail by it. */
function hintMail({ to, hint, device, link }: { to: string, hint: string | null, device: Device, link: string }): MailText {
  const from = `${device.ip}, ${deviceTypes[device.type]}`
  return bilingual({ to }, ['Your password hint', '您的密码提示'], [
    hint === null ? 'You have set no hint for your master password.' : `The hint that you have set for your master password: ${hint}`,
    '',
    `Somebody asked for it on the sign-in page: ${from}`,
    `If it was not you, you need do nothing. Is the hint too plain, choose another with a new master password: ${link}`,
  ], [
    hint === null ? '您没有设置主密码提示。' : `您设置的主密码提示：${hint}`,
    '',
    `有人在登录页面请求了此提示：${from}`,
    `如果不是您本人的操作，无需处理。如果提示过于明显，请更改主密码并设置新的提示：${link}`,
  ])
}

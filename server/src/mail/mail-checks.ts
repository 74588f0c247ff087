import { createTransport } from 'nodemailer'
import type pg from 'pg'
import type { Config } from '../config/environment.js'
import { defaultSender } from '../config/environment.js'
import type { Check } from '../lib/check.js'
import { second } from '../lib/clock.js'
import { isLoopback } from '../lib/loopback.js'
import { failureOf } from './failure.js'
import type { MailFailure } from './failure.js'
import { testMail } from './mail.js'

type MailConfig = Pick<Config, 'smtpUrl' | 'mailFrom' | 'origin'>

const advice: Record<MailFailure, string> = {
  LOGIN: 'it refuses the user name or the password in WARDROOM_SMTP_URL',
  TLS: 'there is no encrypted connection that can be trusted: its certificate must be valid for the host in WARDROOM_SMTP_URL, and smtps:// is for ports that are encrypted from the start',
  CONNECTION: 'the host and port in WARDROOM_SMTP_URL cannot be reached, or nobody there answers as a mail server does',
  SENDER: 'it refuses the sender; set WARDROOM_MAIL_FROM to an address that it lets you use',
  RECIPIENT: 'it refuses that address',
  REFUSED: 'it refuses; its own log says why',
}

/** @param testTo sends a mail to this address besides */
export function mailChecks(db: Pick<pg.ClientBase, 'query'>, config: MailConfig, testTo?: string): Check[] {
  const { smtpUrl, mailFrom, origin } = config
  if (!smtpUrl) {
    return [{
      promise: 'invitations reach people',
      examine: async () =>
        origin && !isLoopback(new URL(origin).hostname) ? 'set WARDROOM_SMTP_URL: without a mail server nobody can read them here' : null,
    }]
  }
  return [
    {
      promise: 'mails have a sender that other mail servers take',
      examine: async () => mailFrom === defaultSender ? `set WARDROOM_MAIL_FROM: most refuse mails from ${defaultSender}` : null,
    },
    {
      promise: testTo ? 'the mail server takes a mail to the address that was given' : 'the mail server takes a connection and the log-in',
      examine: () => ask(config, testTo),
    },
    {
      promise: 'no mail waits because it could not be sent',
      async examine() {
        const { rows } = await db.query<{ failure: MailFailure, n: number }>(
          'select failure, count(*)::int n from mail where sent_at is null and failure is not null group by 1 order by 2 desc',
        )
        return rows.length
          ? `${rows.map(({ failure, n }) => `${n} could not be sent (${failure}): ${advice[failure]}`).join('; ')}; they are tried again`
          : null
      },
    },
  ]
}

/** Answers within half a minute, whatever stands at the other end. */
async function ask({ smtpUrl, mailFrom, origin }: MailConfig, testTo: string | undefined): Promise<string | null> {
  const url = new URL(smtpUrl!)
  for (const name of ['connectionTimeout', 'greetingTimeout', 'socketTimeout', 'dnsTimeout'])
    url.searchParams.set(name, String(5 * second))
  const transport = createTransport(url.href)
  try {
    if (testTo) {
      const { subject, text } = testMail({ providerId: '', to: testTo }, { link: origin ?? '' })
      await transport.sendMail({ from: mailFrom, to: { name: '', address: testTo }, subject, text })
    }
    else {
      await transport.verify()
    }
    return null
  }
  catch (error) {
    const { failure, code, responseCode } = failureOf(error)
    return `${advice[failure]} (${[code, responseCode].filter(Boolean).join(' ')})`
  }
  finally {
    transport.close()
  }
}

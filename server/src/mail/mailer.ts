import { createTransport } from 'nodemailer'
import type { Transporter } from 'nodemailer'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { Config } from '../config/environment.js'
import type { Metrics } from '../lib/metrics.js'
import { failureOf } from './failure.js'
import { htmlOf } from './html.js'

declare module '../request/services.js' {
  interface Services {
    mailer: Mailer
  }
}

interface Waiting {
  id: string
  recipient: string
  subject: string
  body: string
  /** A newer invitation of the same organization made this one's link worthless. */
  replaced: boolean
}

const waiting = `select m.id, m.recipient, m.subject, m.body, m.invitation and exists (select from mail newer
    where newer.invitation and newer.recipient = m.recipient and newer.created_at > m.created_at
      and coalesce(newer.client_id, newer.provider_id) = coalesce(m.client_id, m.provider_id)) replaced
  from mail m where m.id = $1 and m.sent_at is null`

/**
 * Sends stored mails through the configured SMTP server. A mail is a row that commits with the change it is about; sending is a job
 * (mail.feature.ts) that may run twice, so a mail arrives at least once. Its text is deleted once it was sent.
 */
export class Mailer {
  private readonly transport: Transporter | undefined

  /** @param enqueue queues the job for these mails */
  constructor(
    private readonly pool: pg.Pool,
    private readonly config: Pick<Config, 'smtpUrl' | 'mailFrom'> & { origin: string },
    private readonly enqueue: (ids: readonly string[]) => void,
    private readonly log: Logger,
    private readonly metrics: Pick<Metrics, 'mails'>,
  ) {
    this.transport = config.smtpUrl ? createTransport(pooled(config.smtpUrl)) : undefined
  }

  /** Without it mails are kept for the mailbox page. */
  get configured(): boolean {
    return this.transport !== undefined
  }

  /** Mails that were committed. */
  queued(ids: readonly string[]): void {
    this.enqueue(ids)
  }

  async send(id: string): Promise<void> {
    const { rows: [mail] } = await this.pool.query<Waiting>(waiting, [id])
    if (!mail || !this.transport)
      return
    if (mail.replaced) {
      await this.pool.query('delete from mail where id = $1', [id])
      return
    }
    await this.hand(this.transport, mail).catch(async (error: unknown) => {
      const { failure, ...facts } = failureOf(error)
      this.log.warn({ mail: id, failure, ...facts }, 'a mail could not be sent; it will be tried again')
      this.metrics.mails.inc({ outcome: failure })
      await this.pool.query('update mail set failure = $2, failed_at = now() where id = $1', [id, failure])
      throw new Error(`mail ${id} was not sent: ${failure}`) // what the mail server said may name people
    })
    this.metrics.mails.inc({ outcome: 'SENT' })
    await this.pool.query('update mail set sent_at = now(), body = null, failure = null where id = $1', [id])
  }

  private async hand(transport: Transporter, mail: Waiting): Promise<void> {
    await transport.sendMail({
      from: this.config.mailFrom,
      to: { name: '', address: mail.recipient },
      subject: mail.subject,
      text: mail.body,
      html: htmlOf(mail.body, this.config.origin),
      messageId: `<${mail.id}@wardroom>`,
    })
  }

  /** Mails whose job was lost with a process, or gave up, to be queued again: those that have waited longest for a try. */
  async unsentMails(): Promise<string[]> {
    if (!this.transport)
      return []
    const { rows } = await this.pool.query<{ id: string }>(
      `select id from mail where sent_at is null and created_at < now() - interval '1 minute' order by coalesce(failed_at, created_at) limit 500`,
    )
    return rows.map(({ id }) => id)
  }

  close(): void {
    this.transport?.close()
  }
}

/** Pools a few connections, unless the URL says otherwise. */
function pooled(smtpUrl: string): string {
  const url = new URL(smtpUrl)
  for (const [name, value] of Object.entries({ pool: 'true', maxConnections: '3' }))
    url.searchParams.set(name, url.searchParams.get(name) ?? value)
  return url.href
}

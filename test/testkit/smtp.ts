import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { vi } from 'vitest'

export interface ReceivedMail {
  /** Whom the envelope named. */
  to: string[]
  /** Header lines as they came, unfolded; names in lower case. */
  headers: Array<[name: string, value: string]>
  text: string
  /** The other way of saying the same. */
  html: string
}

/** A real mail server that keeps what it is given. */
export class Smtp {
  readonly mails: ReceivedMail[] = []
  /** Refuses these recipients for good. */
  readonly refused = new Set<string>()
  private server: SMTPServer | undefined

  private constructor(private port: number) {}

  static async start(): Promise<Smtp> {
    const smtp = new Smtp(0)
    await smtp.up()
    return smtp
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`
  }

  async up(): Promise<void> {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo: ({ address }, _, answer) =>
        answer(this.refused.has(address) ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null),
      onData: (stream, { envelope }, done) => {
        text(stream).then(raw => this.mails.push(read(raw, envelope.rcptTo.map(({ address }) => address)))).then(() => done(), done)
      },
    })
    this.server.on('error', () => {}) // a peer that goes away is its own business
    const listening = this.server.listen(this.port, '127.0.0.1')
    await once(listening, 'listening')
    this.port = (listening.address() as AddressInfo).port
  }

  async down(): Promise<void> {
    await new Promise<void>(resolve => this.server?.close(resolve) ?? resolve())
    this.server = undefined
  }

  /** The newest mail to an address, waited for; what tells of a new device comes whenever somebody signs in, and is passed over. */
  to(address: string, timeout = 10_000): Promise<ReceivedMail> {
    return vi.waitFor(() => {
      const mail = this.mails.findLast(({ to, headers }) => to.includes(address) && !isAboutDevice(headers))
      if (!mail)
        throw new Error(`no mail to ${address} among ${this.mails.map(({ to }) => to).join()}`)
      return mail
    }, { timeout, interval: 25 })
  }
}

function isAboutDevice(headers: ReceivedMail['headers']): boolean {
  return headers.some(([name, value]) => name === 'subject' && value.startsWith('A new device signed in'))
}

function read(raw: string, to: string[]): ReceivedMail {
  const end = raw.indexOf('\r\n\r\n')
  const headers = raw.slice(0, end).replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n').map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())]
  })
  const body = raw.slice(end + 4)
  const boundary = /boundary="([^"]+)"/.exec(new Map(headers).get('content-type') ?? '')?.[1]
  const parts = boundary === undefined ? [] : body.split(`--${boundary}`).slice(1, -1).map(part => read(part.replace(/^\r\n/, ''), to))
  const part = (type: string) => parts.find(({ headers }) => new Map(headers).get('content-type')?.startsWith(type))?.text ?? ''
  const encoding = new Map(headers).get('content-transfer-encoding') ?? ''
  return parts.length ? { to, headers, text: part('text/plain'), html: part('text/html') } : { to, headers, text: decodeBody(body, encoding), html: '' }
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === 'base64')
    return Buffer.from(body, 'base64').toString()
  return encoding === 'quoted-printable' ? unquote(body.replaceAll('=\r\n', '')) : body
}

/** RFC 2047: =?UTF-8?Q?…?= and =?UTF-8?B?…?=; white space between two of them is none. */
function decodeWords(value: string): string {
  return value.replaceAll(/(\?=)\s+(=\?)/g, '$1$2').replaceAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
    kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString() : unquote(word.replaceAll('_', ' ')))
}

function unquote(quoted: string): string {
  const bytes = quoted.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '@wardroom/server/config/environment'
import { doctor } from '@wardroom/server/doctor'
import { SMTPServer } from 'smtp-server'
import { afterAll, expect, it } from 'vitest'
import { Smtp } from '../testkit/smtp.js'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const provider = await world.provider()
const dataDir = await mkdtemp(path.join(tmpdir(), 'wardroom-doctor-'))
afterAll(() => rm(dataDir, { recursive: true, force: true }))
await world.sql('insert into event_retention (days) values (400) on conflict (single) do update set days = 400')

/** What it finds wrong under this environment, and everything it says. */
async function examined(env: Record<string, string> = {}, mailTo?: string): Promise<{ fails: string[], said: string }> {
  const config = readConfig(
    { WARDROOM_DATA: dataDir, DATABASE_URL: world.ownerUrl, WARDROOM_SECRET: Buffer.alloc(32, 7).toString('base64'), ...env },
    [],
  )
  const lines: string[] = []
  const code = await doctor({ config, ownerUrl: world.ownerUrl }, line => lines.push(line), { mailTo })
  const fails = lines.filter(line => !line.startsWith('ok '))
  expect(code).toBe(fails.length ? 1 : 0)
  return { fails, said: lines.join('\n') }
}

async function portOf(server: Server): Promise<number> {
  if (!server.listening)
    await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const from = { WARDROOM_MAIL_FROM: 'wardroom@msp.example' }

it('finds nothing to mend where nothing is', async () => {
  expect((await examined()).fails).toEqual([])
})

it('an installation for others without a mail server sends no invitations', async () => {
  expect((await examined({ WARDROOM_ORIGIN: 'https://wardroom.example' })).fails)
    .toEqual([expect.stringMatching(/^FAILS {2}invitations reach people: set WARDROOM_SMTP_URL/)])
})

it('a mail server without a sender of one\'s own, and mails that wait', async () => {
  const smtp = await Smtp.start()
  expect((await examined({ WARDROOM_SMTP_URL: smtp.url })).fails)
    .toEqual([expect.stringMatching(/^FAILS {2}mails have a sender .* set WARDROOM_MAIL_FROM/)])
  await world.sql(`insert into mail (provider_id, id, recipient, subject, body, created_at, failure) values ($1, gen_random_uuid(), 'x@x.example', '', '', now(), 'SENDER')`, [provider.id])
  expect((await examined({ WARDROOM_SMTP_URL: smtp.url, ...from })).fails)
    .toEqual([expect.stringMatching(/^FAILS {2}no mail waits .* 1 could not be sent \(SENDER\): it refuses the sender/)])
  await world.sql('delete from mail')
  await smtp.down()
})

it('a mail to an address that is given arrives, or the reason is said', async () => {
  const smtp = await Smtp.start()
  const env = { WARDROOM_SMTP_URL: smtp.url, ...from }
  expect((await examined(env, 'ada@msp.example')).fails).toEqual([])
  expect((await smtp.to('ada@msp.example')).text).toContain('This is a test')
  smtp.refused.add('nobody@msp.example')
  expect((await examined(env, 'nobody@msp.example')).fails).toEqual([expect.stringContaining('it refuses that address (EENVELOPE 550)')])
  await smtp.down()
})

it('a mail server that refuses the password, does not greet, or is not there: each is said, and never the password', async () => {
  const strict = new SMTPServer({ hideSTARTTLS: true, allowInsecureAuth: true, onAuth: (_, __, done) => done(new Error('no')) })
  const strictPort = await portOf(strict.listen(0, '127.0.0.1'))
  const connections = new Set<Socket>()
  const mute = createServer(socket => connections.add(socket)).listen(0, '127.0.0.1')
  const mutePort = await portOf(mute)
  const failure = async (port: number) => {
    const { fails, said } = await examined({ WARDROOM_SMTP_URL: `smtp://mailer:an0thersecret@127.0.0.1:${port}`, ...from })
    expect(said).not.toContain('an0thersecret')
    return fails
  }
  const promise = 'FAILS  the mail server takes a connection and the log-in: '
  expect(await failure(strictPort)).toEqual([`${promise}it refuses the user name or the password in WARDROOM_SMTP_URL (EAUTH 535)`])
  expect(await failure(mutePort))
    .toEqual([expect.stringMatching(`^${promise}the host and port in WARDROOM_SMTP_URL cannot be reached, or nobody there answers`)])
  connections.forEach(socket => socket.destroy())
  await new Promise(resolve => mute.close(resolve))
  expect(await failure(mutePort)).toEqual([expect.stringMatching(`^${promise}the host and port .*ECONNECTION|ESOCKET`)])
  await new Promise<void>(resolve => strict.close(resolve))
}, 60_000)

it('a data folder in which others write, and events that are kept otherwise than configured', async () => {
  await chmod(dataDir, 0o777)
  expect((await examined()).fails).toEqual(['FAILS  nobody else can replace what is in the data folder: chmod 700 the data folder'])
  await chmod(dataDir, 0o700)
  expect((await examined({ WARDROOM_RETENTION_DAYS: '30' })).fails)
    .toEqual([expect.stringMatching(/^FAILS {2}events are kept .* for 400 days and WARDROOM_RETENTION_DAYS says 30/)])
  await world.sql('alter table event disable trigger user')
  await world.sql(`update event set at = now() - interval '403 days'`)
  expect((await examined()).fails).toEqual([expect.stringMatching(/^FAILS {2}events are kept .* 1 logs begin before that/)])
})

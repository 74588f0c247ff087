import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const people = Array.from({ length: 24 }, (_, at) => `p${String(at + 10)}@acme.example`)
const world = await useWorld()
const provider = await world.provider()
const client = await provider.createClient('Acme', { seats: 50 })
await client.join('aaron@acme.example')
await client.invite(people)

/** Asked again until it is so: the browser may be busy. */
function eventually<T>(read: () => Promise<T>) {
  return expect.poll(read, { timeout: 10_000 })
}

/** What has the focus, by its name or its text. */
function focused({ page }: Visitor): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: element } = document
    return element === document.body ? 'nothing' : element?.getAttribute('aria-label') ?? element?.textContent.trim() ?? ''
  })
}

async function openUsers(): Promise<Visitor> {
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.open(`/clients/${client.id}/users`)
  await ada.row('aaron@acme.example').waitFor()
  return ada
}

it('a dialog starts on its first field and gives the focus back to the button of the menu it came from', async () => {
  const ada = await openUsers()
  const { keyboard } = ada.page
  await ada.choose('Actions for aaron@acme.example', 'Change role')
  await eventually(() => ada.page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.value)).toBe('USER')
  await keyboard.press('Escape')
  await eventually(() => focused(ada)).toBe('Actions for aaron@acme.example')
  await ada.choose('Actions for aaron@acme.example', 'Remove')
  await eventually(() => focused(ada)).toBe('Cancel')
  await keyboard.press('Enter')
  await eventually(() => focused(ada)).toBe('Actions for aaron@acme.example')
  await ada.choose('Actions for this client', 'Unlink')
  await eventually(() => ada.page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
  await keyboard.press('Escape')
  await eventually(() => focused(ada)).toBe('Actions for this client')
}, 60_000)

it('a new page gets the focus and its title is said, after signing in, from a row and from the palette', async () => {
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  const { page } = ada
  const { keyboard } = page
  const said = page.locator('[aria-live=polite][aria-atomic=true]')
  const inPage = (): Promise<boolean> => page.evaluate(() => document.activeElement?.closest('main') != null)
  await eventually(inPage).toBe(true)
  await eventually(() => said.textContent()).toContain('Clients')
  await ada.row('Acme').waitFor()
  await keyboard.press('j')
  await keyboard.press('Enter')
  await ada.heading('Acme').waitFor()
  await eventually(inPage).toBe(true)
  await eventually(() => said.textContent()).toContain('Overview · Acme · Wardroom')
  await page.getByRole('navigation', { name: 'Acme' }).getByRole('link', { name: 'Users' }).click()
  await eventually(() => said.textContent()).toContain('Users · Acme · Wardroom')
  await keyboard.press('Control+k')
  await eventually(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
  await page.mouse.move(388, 700)
  await page.mouse.move(640, 260) // a pointer over the list that is about to shrink
  await keyboard.type('go to team')
  await page.getByRole('option', { name: 'Go to Clients' }).waitFor({ state: 'detached' })
  await keyboard.press('Enter')
  await ada.heading('Team').waitFor()
  await eventually(inPage).toBe(true)
  await eventually(() => said.textContent()).toContain('Team · Wardroom')
  await ada.goTo('Events')
  await eventually(inPage).toBe(true)
}, 60_000)

it('the bar of the selection is one key away, is walked by arrows, and Esc clears the selection', async () => {
  const ada = await openUsers()
  const { keyboard } = ada.page
  const bar = ada.page.getByRole('toolbar')
  for (const key of ['j', 'j', 'x'])
    await keyboard.press(key)
  await bar.waitFor()
  /** Whose row it is; its times go on. */
  const whose = async (): Promise<string | undefined> => /^\S+?@acme\.example/.exec(await focused(ada))?.[0]
  const row = await whose()
  await keyboard.press('F6')
  await eventually(() => focused(ada)).toBe('Resend')
  await keyboard.press('ArrowRight')
  await eventually(() => focused(ada)).toBe('Change role')
  await keyboard.press('End')
  await eventually(() => focused(ada)).toBe('Clear the selection')
  await keyboard.press('ArrowRight')
  await eventually(() => focused(ada)).toBe('Resend')
  await keyboard.press('F6')
  await eventually(whose).toBe(row)
  await keyboard.press('Shift+X')
  await eventually(() => focused(ada)).toBe('Resend')
  await keyboard.press('Escape')
  await bar.waitFor({ state: 'detached' })
  await eventually(whose).toBe(row)
}, 60_000)

it('what has the focus is never under the header or the bar', async () => {
  const ada = await openUsers()
  const { keyboard } = ada.page
  await ada.page.setViewportSize({ width: 1280, height: 600 })
  await ada.field('Select p10@acme.example').check()
  const hidden = (): Promise<string | null> => ada.page.evaluate(() => {
    const element = document.activeElement!
    const { left, top, bottom, height } = element.getBoundingClientRect()
    const seen = [top + 2, (top + bottom) / 2, bottom - 2].some(y =>
      element.contains(document.elementFromPoint(left + 4, y)) || document.elementFromPoint(left + 4, y)?.contains(element) === true)
    return seen || height === 0 || element === document.body ? null : element.getAttribute('aria-label') ?? element.textContent
  })
  const covered: (string | null)[] = []
  for (const [key, times] of [['j', 25], ['k', 25], ['j', 25], ['Shift+Tab', 50]] as const) {
    for (let time = 0; time < times; time++) {
      await keyboard.press(key)
      covered.push(await hidden())
    }
  }
  expect(covered.filter(Boolean)).toEqual([])
}, 90_000)

it('keys of a single character can be switched off in the profile', async () => {
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.open('/profile')
  await ada.page.getByRole('checkbox', { name: /^Shortcuts of a single key/ }).uncheck()
  await ada.goTo('Clients')
  await ada.row('Acme').waitFor()
  const before = await focused(ada)
  for (const key of ['j', '/', '?'])
    await ada.page.keyboard.press(key)
  await eventually(() => focused(ada)).toBe(before)
  expect(await ada.page.getByRole('dialog').count()).toBe(0)
  await ada.page.keyboard.press('Control+k')
  await ada.dialog('Command palette').waitFor()
  await ada.page.reload()
  await ada.row('Acme').waitFor()
  await ada.page.keyboard.press('?')
  expect(await ada.page.getByRole('dialog').count()).toBe(0)
}, 60_000)

it('what was typed is not lost by Esc, by a click beside it or by leaving the page, but after a question', async () => {
  const ada = await openUsers()
  const { keyboard, mouse } = ada.page
  const invite = ada.dialog('Invite users to Acme')
  const question = ada.dialog('Discard what you typed?')
  await ada.button('Invite users').click()
  await keyboard.press('Escape')
  await invite.waitFor({ state: 'detached' })

  await ada.button('Invite users').click()
  await ada.field('E-mail addresses').fill('one@acme.example')
  await keyboard.press('Escape')
  await question.getByRole('button', { name: 'Keep editing' }).click()
  await question.waitFor({ state: 'detached' })
  await mouse.click(4, 4)
  await question.waitFor()
  await keyboard.press('Escape')
  await question.waitFor({ state: 'detached' })
  expect(await ada.field('E-mail addresses').inputValue()).toBe('one@acme.example')
  await keyboard.press('Escape')
  await question.getByRole('button', { name: 'Discard' }).click()
  await invite.waitFor({ state: 'detached' })
  await eventually(() => focused(ada)).toBe('Invite users')
}, 60_000)

it('a small job that went well is a toast that leaves by itself and can be undone', async () => {
  const ada = await openUsers()
  await ada.choose('Actions for aaron@acme.example', 'Revoke')
  await ada.dialog('Revoke aaron?').getByRole('button', { name: 'Revoke' }).click()
  const toast = ada.page.getByRole('region', { name: 'Job: Revoke 1 person' })
  await toast.getByText('aaron@acme.example').waitFor()
  await ada.page.getByRole('status').filter({ hasText: 'Revoke 1 person: 1 of 1 done' }).waitFor()
  await toast.getByRole('button', { name: 'Undo' }).click()
  await ada.row('aaron@acme.example').getByText('Confirmed').waitFor()
  await ada.page.mouse.move(0, 0)
  await ada.page.getByRole('region', { name: 'Job: Restore 1 person' }).waitFor({ state: 'detached', timeout: 12_000 })
}, 60_000)

it('the panel of a job stands above the bar of the selection and never covers it', async () => {
  const ada = await openUsers()
  await ada.choose('Actions for p10@acme.example', 'Resend')
  const panel = ada.page.getByRole('region', { name: 'Job: Resend 1 invitation' })
  await panel.hover()
  await ada.field('Select p11@acme.example').check()
  const bar = ada.page.getByRole('toolbar')
  for (const [width, height] of [[1280, 800], [1440, 900], [390, 844], [320, 640]] as const) {
    await ada.page.setViewportSize({ width, height })
    await panel.focus()
    const [above, below] = await Promise.all([panel.boundingBox(), bar.boundingBox()])
    expect(above!.y + above!.height, `at ${width}`).toBeLessThanOrEqual(below!.y)
    expect(below!.x + below!.width, `at ${width}`).toBeLessThanOrEqual(width)
  }
}, 60_000)

it('two minutes before the session ends the reader may stay signed in', async () => {
  const ada = await browsers.visit(world.origin)
  await ada.page.clock.install()
  await ada.open('/sign-in')
  await ada.signIn(provider.admin.email)
  await ada.page.getByText('Live', { exact: true }).waitFor() // an hour in one moment is too long for a socket that is only connecting
  await ada.page.clock.fastForward('57:50')
  const ending = ada.dialog('Your session is about to end')
  expect(await ending.count()).toBe(0)
  await ada.page.clock.fastForward('00:20')
  await ending.waitFor()
  const asked = ada.page.waitForResponse('**/auth/refresh')
  await ending.getByRole('button', { name: 'Stay signed in' }).click()
  expect((await asked).status()).toBe(200)
}, 60_000)

it('in a low window the whole of a dialog scrolls, so that no field is squeezed between head and foot', async () => {
  const ada = await openUsers()
  await ada.page.setViewportSize({ width: 320, height: 256 })
  await ada.open(`/clients/${client.id}/users?invite=1`)
  const dialog = ada.dialog('Invite users to Acme')
  await dialog.waitFor()
  expect(await dialog.evaluate(element => element.scrollHeight > element.clientHeight && getComputedStyle(element).overflowY === 'auto'))
    .toBe(true)
  await dialog.getByRole('button', { name: 'Invite users' }).scrollIntoViewIfNeeded()
  const box = await dialog.getByRole('button', { name: 'Invite users' }).boundingBox()
  expect(box!.y + box!.height).toBeLessThanOrEqual(256)
}, 60_000)

it('what was typed is there again after the session ended elsewhere and the same person signed in', async () => {
  const ada = await openUsers()
  ada.forgive(/status of 401/)
  await ada.button('Invite users').click()
  await ada.field('E-mail addresses').fill('one@acme.example')
  await ada.page.evaluate(() => new BroadcastChannel('wardroom-session').postMessage('closed'))
  await ada.heading('Sign in').waitFor()
  await ada.field('E-mail address').fill(provider.admin.email)
  await ada.field('Master password').fill('correct horse battery staple')
  await ada.button('Sign in').click()
  await ada.dialog('Invite users to Acme').waitFor() // it lies over everything that else says that one is in
  expect(await ada.field('E-mail addresses').inputValue()).toBe('one@acme.example')
}, 60_000)

import type { Locator, Page } from 'playwright-core'

/** Somebody before a page, who finds things by what they are called. */
export class Visitor {
  /** Bodies of requests and messages of sockets, as they left the browser. */
  readonly sent: string[] = []
  /** Messages of sockets, as they came. */
  readonly heard: string[] = []
  readonly complaints: string[] = []
  private readonly forgiven: RegExp[] = []

  constructor(readonly page: Page) {
    const complain = (text: string): void => {
      if (!this.forgiven.some(pattern => pattern.test(text)))
        this.complaints.push(text)
    }
    page.on('console', message => ['error', 'warning'].includes(message.type()) && complain(`${message.text()} ${message.location().url}`))
    page.on('pageerror', error => complain(String(error)))
    page.on('request', request => this.sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`))
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => this.sent.push(String(payload)))
      socket.on('framereceived', ({ payload }) => this.heard.push(String(payload)))
    })
  }

  /** Chromium notes every refused request in the console; a journey that means to be refused says so. */
  forgive(complaint: RegExp): void {
    this.forgiven.push(complaint)
  }

  async open(address: string): Promise<void> {
    await this.page.goto(address)
  }

  /** Follows a link of the navigation, without loading the page anew. */
  async goTo(name: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true }).click()
    await this.heading(name).waitFor()
  }

  async signIn(email: string, password = 'correct horse battery staple'): Promise<void> {
    await this.field('E-mail address').fill(email)
    await this.field('Master password').fill(password)
    await this.button('Sign in').click()
    await this.button('Your account').waitFor()
    // Out of the way: a list does not move under a pointer.
    await this.page.mouse.move(0, 0)
  }

  /** Signs out by the menu, in the language of the page. */
  async signOut(menu = 'Your account', item = 'Sign out'): Promise<void> {
    // What the page asked for a moment before is answered that the session is over, and so is its question whether it really is.
    this.forgive(/status of 401 .*\/(?:auth\/refresh|graphql)/)
    await this.choose(menu, item)
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { name, exact: true })
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true })
  }

  dialog(title: string): Locator {
    return this.page.getByRole('dialog', { name: title, exact: true })
  }

  row(text: string): Locator {
    return this.page.getByRole('row').filter({ hasText: text })
  }

  text(text: string | RegExp): Locator {
    return this.page.getByText(text).first()
  }

  /** Opens a menu by its button and chooses in it. */
  async choose(menu: string, item: string): Promise<void> {
    await this.button(menu).click()
    await this.page.getByRole('menuitem', { name: item, exact: true }).click()
  }

  /** The rows of the newest job once it is over, as `address: Done`, or with the reason in between. */
  async job(title: string): Promise<string[]> {
    const panel = this.page.getByRole('region', { name: `Job: ${title}`, exact: true })
    await panel.getByRole('button', { name: 'Dismiss' }).waitFor()
    const rows = await panel.getByRole('listitem').all()
    return Promise.all(rows.map(async row => (await row.innerText()).split('\n').map(line => line.trim()).filter(Boolean).join(': ')))
  }

  /** When a text first stands on the page, in milliseconds since 1970; watching starts at once. */
  sighting(text: string): Promise<number> {
    return this.page.evaluate(wanted => new Promise<number>((resolve) => {
      const look = (): boolean => document.body.textContent.includes(wanted)
      if (look())
        return resolve(Date.now())
      const observer = new MutationObserver(() => {
        if (!look())
          return
        observer.disconnect()
        resolve(Date.now())
      })
      observer.observe(document.body, { childList: true, subtree: true, characterData: true })
    }), text)
  }
}

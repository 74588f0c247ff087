import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { built } from './built.js'
import { launchChromium } from './chromium.js'
import { Visitor } from './visitor.js'

const photographs = fileURLToPath(new URL('../../test-results/', import.meta.url))

/** The browsers of one file of journeys: closed after each journey, which fails when a page complained in its console. */
export function useBrowsers(): Browsers {
  const browsers = new Browsers()
  beforeAll(() => browsers.launch())
  afterEach(({ task }) => browsers.leave(task.result?.state === 'fail' ? task.name : undefined))
  afterAll(() => browsers.close())
  return browsers
}

class Browsers {
  private chromium: Browser | undefined
  private visitors: Visitor[] = []

  async launch(): Promise<void> {
    await built('dashboard')
    this.chromium = await launchChromium()
  }

  /** Somebody at a browser of their own: cookies, storage and keys are shared with nobody. */
  async visit(origin: string, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await this.chromium!.newContext({
      baseURL: origin,
      locale: 'en-GB',
      viewport: { width: 1280, height: 900 },
      acceptDownloads: true,
      ...options,
    })
    context.setDefaultTimeout(20_000)
    const visitor = new Visitor(await context.newPage())
    this.visitors.push(visitor)
    return visitor
  }

  /** Another tab of somebody's browser. */
  async openTab(beside: Visitor, address: string): Promise<Visitor> {
    const tab = new Visitor(await beside.page.context().newPage())
    this.visitors.push(tab)
    await tab.open(address)
    return tab
  }

  async signIn(origin: string, email: string, password?: string): Promise<Visitor> {
    const visitor = await this.visit(origin)
    await visitor.open('/sign-in')
    await visitor.signIn(email, password)
    return visitor
  }

  /** @param failed the name of the journey whose screens are to be kept */
  async leave(failed?: string): Promise<void> {
    const visitors = this.visitors
    this.visitors = []
    if (failed)
      await Promise.all(visitors.map(({ page }, at) => page.screenshot({ path: path.join(photographs, `${failed.slice(0, 60)} ${at + 1}.png`) }).catch(() => {})))
    await Promise.all(visitors.map(({ page }) => page.context().close()))
    expect(visitors.flatMap(({ complaints }) => complaints), 'what the pages complained of in their consoles').toEqual([])
  }

  async close(): Promise<void> {
    await this.chromium?.close()
  }
}

import { isLoopback } from '../lib/loopback.js'
import type { Services } from '../request/services.js'

/** Only an installation for its own machine has a mailbox. */
export function keepsMailbox({ config, mailer }: Services): boolean {
  return !mailer.configured && isLoopback(config.host) && isLoopback(new URL(config.origin).hostname)
}

/** What to open in a browser: with the set-up code as long as that opens something. Behind the `#` it stays out of the logs of proxies. */
export async function addressToOpen(services: Services): Promise<string> {
  const { config: { origin }, database: { system }, secrets } = services
  const { rowCount: providers } = await system.query('select from provider limit 1')
  return providers && !keepsMailbox(services) ? origin : `${origin}/#${secrets.setupCode}`
}

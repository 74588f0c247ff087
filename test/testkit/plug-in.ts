import type { Page } from 'playwright-core'

/** Plugs a security key into this page's browser, which is touched whenever it is asked. */
export async function plugIn(page: Page): Promise<{ unplug: () => Promise<void> }> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'usb', hasResidentKey: false, hasUserVerification: false, automaticPresenceSimulation: true },
  })
  return { unplug: async () => void await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }) }
}

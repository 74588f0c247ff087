import { timingSafeEqual } from 'node:crypto'
import { isLoopback } from '../lib/loopback.js'
import type { Context } from '../request/context.js'
import { Refused } from '../lib/refused.js'

/**
 * Whether who asks needs the set-up code: all but those at the machine of an installation for this machine alone. Under another origin
 * a proxy stands before it, and one that says nothing of itself looks like the machine.
 */
export function needsSetupCode({ device, services: { config } }: Context): boolean {
  return !device.atTheMachine || !isLoopback(new URL(config.origin).hostname)
}

/**
 * An installation that is not set up belongs to whoever sits at its machine, or has read what it printed at its start. The code is derived
 * from the root secret, so that all processes of an installation know the same; once it is set up, the code opens nothing.
 */
export function requireSetupCode(context: Context, code: string | null): void {
  if (!needsSetupCode(context))
    return
  const { secrets } = context.services
  const given = Buffer.from(plain(code ?? ''))
  const expected = Buffer.from(plain(secrets.setupCode))
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Refused('SETUP_CODE_REQUIRED')
}

/** People copy codes with blanks and in any case. */
const plain = (code: string) => code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')

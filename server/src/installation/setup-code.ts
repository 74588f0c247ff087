import { timingSafeEqual } from 'node:crypto'
import type { Context } from '../request/context.js'
import { Refused } from '../lib/refused.js'

/**
 * An installation that is not set up belongs to whoever sits at its machine, or has read what it printed at its start. The code is derived
 * from the root secret, so that all processes of an installation know the same; once it is set up, the code opens nothing.
 */
export function requireSetupCode({ device, services: { secrets } }: Context, code: string | null): void {
  if (device.atTheMachine)
    return
  const given = Buffer.from(plain(code ?? ''))
  const expected = Buffer.from(plain(secrets.setupCode))
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Refused('SETUP_CODE_REQUIRED')
}

/** People copy codes with blanks and in any case. */
const plain = (code: string) => code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')

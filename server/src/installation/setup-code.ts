import { timingSafeEqual } from 'node:crypto'
import { Refused } from '../lib/refused.js'
import type { Services } from '../request/services.js'

/**
 * An installation that is not set up, and the mailbox, belong to whoever has read what the server printed at its start: from where somebody
 * asks proves nothing, since a proxy on this machine may say nothing of itself. The code is derived from the root secret, so that all
 * processes of an installation know the same.
 */
export function requireSetupCode({ secrets }: Services, code: string | null): void {
  const given = Buffer.from(plain(code ?? ''))
  const expected = Buffer.from(plain(secrets.setupCode))
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Refused('SETUP_CODE_REQUIRED')
}

/** People copy codes with blanks and in any case. */
const plain = (code: string) => code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')

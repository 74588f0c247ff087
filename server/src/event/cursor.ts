import { isUuid } from '../access/tenants.js'
import { requireShortCursor } from '../lib/page.js'
import { Refused } from '../lib/refused.js'

/** A place in one provider's log: everything up to `seq` was seen. Opaque outside. */
export interface Cursor {
  providerId: string
  seq: number
}

export function writeCursor({ providerId, seq }: Cursor): string {
  return Buffer.from(`e1:${providerId}:${seq}`).toString('base64url')
}

export function readCursor(text: string): Cursor {
  requireShortCursor(text)
  const [version, providerId = '', digits = ''] = Buffer.from(text, 'base64url').toString('latin1').split(':')
  const seq = Number(digits)
  if (version !== 'e1' || !isUuid(providerId) || !/^\d{1,15}$/.test(digits) || !Number.isSafeInteger(seq))
    throw new Refused('CURSOR_MALFORMED')
  return { providerId, seq }
}

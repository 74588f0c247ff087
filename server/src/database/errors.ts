import { Refused } from '../lib/refused.js'

/** SQLSTATE classes and socket errors after which the same request may succeed later. */
const unavailable = /^(?:08|57P0|53|58|25006|25P0[34]|55P03|XX00)/
const unreachable = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'])
const lostConnection = /Connection terminated|connection timeout|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|pool after calling end|Query read timeout|^timeout expired/i
const notText = new Set(['22021', '22P05'])
const collided = new Set(['23505', '40001', '40P01'])

/** Maps errors of the driver to refusals; anything else stays a bug. */
export function asRefusal(error: unknown): unknown {
  if (error instanceof Refused || !(error instanceof Error))
    return error
  const code = sqlState(error)
  if (code === '57014')
    return new Refused('LIMIT_EXCEEDED', 'The query took too long; narrow the filter or ask for less.')
  if (unavailable.test(code) || unreachable.has(code) || lostConnection.test(error.message))
    return new Refused('UNAVAILABLE')
  if (notText.has(code))
    return new Refused('BAD_USER_INPUT', 'A text has a character that cannot be stored (U+0000 or a lone surrogate); remove it.')
  if (collided.has(code))
    return new Refused('CONFLICT')
  return error
}

/** The same for errors after COMMIT was sent: if the connection is lost then, the outcome is unknown, and the caller is told so. */
export function asRefusalOfCommit(error: unknown): unknown {
  const refusal = asRefusal(error)
  return refusal instanceof Refused && refusal.code === 'UNAVAILABLE'
    ? new Refused('UNAVAILABLE', 'The database was lost while saving, so the change may or may not have happened: check before you repeat '
    + 'it, or repeat it with the same idempotency key.', { outcome: 'UNKNOWN' })
    : refusal
}

/** A transaction was undone because the rights of whoever began it had changed; the database raises the same code (require_rights). */
export class RightsChanged extends Error {
  readonly code = 'WR001'
}

export function isRightsChanged(error: unknown): boolean {
  return error instanceof Error && sqlState(error) === 'WR001'
}

function sqlState(error: Error & { code?: unknown, cause?: unknown }): string {
  if (typeof error.code === 'string')
    return error.code
  return error.cause instanceof Error ? sqlState(error.cause) : ''
}

import { Refused } from '../lib/refused.js'

/** SQLSTATE classes and socket errors after which the same request may succeed later without anybody's help. */
const unavailable = /^(?:08|57P0|53|58|25006|25P0[34]|55P03|XX00)/
const unreachable = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'])
const lostConnection = /Connection terminated|connection timeout|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|pool after calling end|Query read timeout|^timeout expired/i
const notText = new Set(['22021', '22P05'])
const collided = new Set(['23505', '40001', '40P01'])

/** Turns what the driver throws into what a caller is told; anything that is not the database's state stays a bug. */
export function asRefusal(error: unknown): unknown {
  if (error instanceof Refused || !(error instanceof Error))
    return error
  const code = sqlState(error)
  if (code === '57014')
    return new Refused('LIMIT_EXCEEDED', 'The question takes the database too long; narrow the filter or ask for less.')
  if (unavailable.test(code) || unreachable.has(code) || lostConnection.test(error.message))
    return new Refused('UNAVAILABLE')
  if (notText.has(code))
    return new Refused('BAD_USER_INPUT', 'A text holds a character that cannot be stored (U+0000 or half a pair); take it out.')
  if (collided.has(code))
    return new Refused('CONFLICT')
  return error
}

/** The same for what is thrown once a commit was sent: a connection that is lost then leaves nobody who knows, and the caller must not be told otherwise. */
export function asRefusalOfCommit(error: unknown): unknown {
  const refusal = asRefusal(error)
  return refusal instanceof Refused && refusal.code === 'UNAVAILABLE'
    ? new Refused('UNAVAILABLE', 'The database was lost while this was being saved, so it may have happened or not: look before you repeat it, or repeat it with the same idempotency key.', { outcome: 'UNKNOWN' })
    : refusal
}

function sqlState(error: Error & { code?: unknown, cause?: unknown }): string {
  if (typeof error.code === 'string')
    return error.code
  return error.cause instanceof Error ? sqlState(error.cause) : ''
}

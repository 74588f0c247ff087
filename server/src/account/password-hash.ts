import { argon2, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Refused } from '../lib/refused.js'

/**
 * How proofs of master passwords are stored. What arrives is a password equivalent, so it is hashed again:
 * Argon2id over HMAC-SHA-256(pepper, the received 44-character text), written as a PHC string.
 */

export type Pepper = Buffer

const current = { memory: 19_456, passes: 2, parallelism: 1 }
const currentHead = `$argon2id$v=19$m=${current.memory},t=${current.passes},p=${current.parallelism}$`
const tagLength = 32
const running = 2
const longestQueue = 50

const deriveArgon2 = promisify(argon2)

/** Hashes for storage. Waits in the same queue as verifications but is never refused: the caller has been authenticated. */
export async function hashPassword(text: string, pepper: Pepper): Promise<string> {
  const salt = randomBytes(16)
  const hash = await withConcurrencyLimit(() =>
    deriveArgon2('argon2id', { message: peppered(text, pepper), nonce: salt, tagLength, ...current }))
  return `${currentHead}${unpadded(salt)}$${unpadded(hash)}`
}

/**
 * Compares a received text with what is stored. `stale`: not stored as `hashPassword` would do it today; store it anew once it matched.
 * @throws Refused TOO_MANY_REQUESTS where 50 verifications wait already
 * @throws TypeError where what is stored is no Argon2id of ours
 */
export async function verifyPassword(text: string, stored: string, pepper: Pepper): Promise<{ matches: boolean, stale: boolean }> {
  const { expected, derive } = read(stored, text, pepper)
  requirePlace()
  const found = await withConcurrencyLimit(derive)
  return { matches: found.length === expected.length && timingSafeEqual(found, expected), stale: !stored.startsWith(currentHead) }
}

/** @throws Refused TOO_MANY_REQUESTS where 50 verifications wait already */
export function requirePlace(): void {
  if (waiting.length >= longestQueue)
    throw new Refused('TOO_MANY_REQUESTS', 'Too many people sign in at this moment; try again in a few seconds.')
}

interface Stored { expected: Buffer, derive: () => Promise<Buffer> }

const argon2Form = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Z0-9+/]{22,86})\$([A-Z0-9+/]{43})$/i

function read(stored: string, text: string, pepper: Pepper): Stored {
  const [, memory, passes, parallelism, nonce = '', tag = ''] = argon2Form.exec(stored) ?? []
  if (!memory)
    throw new TypeError('a stored password hash has an unknown form')
  const parameters = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(nonce, 'base64'),
    tagLength,
  }
  return {
    expected: Buffer.from(tag, 'base64'),
    derive: () => deriveArgon2('argon2id', { message: peppered(text, pepper), ...parameters }),
  }
}

function peppered(text: string, pepper: Pepper): Buffer {
  return createHmac('sha256', pepper).update(text).digest()
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}

let active = 0
const waiting: Array<() => void> = []

/** Runs memory-hard work, two at a time. */
async function withConcurrencyLimit<T>(work: () => Promise<T>): Promise<T> {
  if (active < running)
    active++
  else
    await new Promise<void>(go => waiting.push(go))
  try {
    return await work()
  }
  finally {
    const next = waiting.shift()
    if (next)
      next()
    else
      active--
  }
}

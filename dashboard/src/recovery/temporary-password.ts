import { maxMasterPasswordLength } from '@wardroom/schema/master-password-rules'

/** None that looks like another: it is read out on the phone. */
const signs = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const kinds = [/[a-z]/, /[A-Z]/, /\d/]

/**
 * About 115 random bits in four groups of five signs, or more where it is to be longer; with small and capital letters, digits and hyphens,
 * so that it meets whatever rules a client has.
 * @param minLength as the server says it: what no client can ask is not met
 */
export function makeTemporaryPassword(minLength = 0): string {
  const asked = Number.isFinite(minLength) ? Math.min(minLength, maxMasterPasswordLength) : 0
  const groups = Array.from({ length: Math.max(4, Math.ceil((asked + 1) / 6)) }, () => Array.from({ length: 5 }, oneSign).join(''))
  const password = groups.join('-')
  return kinds.every(kind => kind.test(password)) ? password : makeTemporaryPassword(minLength)
}

function oneSign(): string {
  const fair = 256 - 256 % signs.length
  for (;;) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1))
    if (byte < fair)
      return signs.charAt(byte % signs.length)
  }
}

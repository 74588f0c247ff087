/** None that looks like another: it is read out on the phone. */
const signs = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const kinds = [/[a-z]/, /[A-Z]/, /\d/]

/** About 115 random bits in four groups of five signs, with small and capital letters and digits: it meets whatever rules a client has. */
export function makeTemporaryPassword(): string {
  const groups = Array.from({ length: 4 }, () => Array.from({ length: 5 }, oneSign).join(''))
  const password = groups.join('-')
  return kinds.every(kind => kind.test(password)) ? password : makeTemporaryPassword()
}

function oneSign(): string {
  const fair = 256 - 256 % signs.length
  for (;;) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1))
    if (byte < fair)
      return signs.charAt(byte % signs.length)
  }
}

import { changesUnderNormalisation } from '@wardroom/schema/sealing/master-key'

export const shortestPassword = 12

export interface Strength {
  /** 0 very weak … 4 strong. */
  score: 0 | 1 | 2 | 3 | 4
  tooShort: boolean
  /** Another keyboard may type the same characters as other bytes and lock the person out. */
  dependsOnKeyboard: boolean
}

const commonWords = 'password passwort wardroom qwerty qwertz letmein welcome admin iloveyou 123456 abcdef dragon monkey master'.split(' ')

/**
 * A hint about a new master password, not a gate beyond its length: bits of a random text of its alphabet, with repeated or
 * neighbouring characters, well-known words and parts of the person's own address counting for next to nothing.
 */
export function strengthOf(password: string, email = ''): Strength {
  const own = email.toLowerCase().split(/[^a-z0-9]+/).filter(part => part.length >= 3)
  let rest = password.toLowerCase()
  let bits = 0
  for (const known of [...commonWords, ...own]) {
    if (rest.includes(known)) {
      rest = rest.replaceAll(known, '')
      bits += 5
    }
  }
  const characters = [...rest]
  const unpredictable = characters.filter((character, at) => {
    const before = characters[at - 1]
    return before === undefined || Math.abs(character.codePointAt(0)! - before.codePointAt(0)!) > 1
  })
  bits += unpredictable.length * Math.log2(alphabetOf(password))
  const distinct = new Set(characters).size
  bits = Math.min(bits, distinct * 9)
  const score = ([28, 44, 60, 76].filter(floor => bits >= floor).length) as Strength['score']
  return { score, tooShort: [...password].length < shortestPassword, dependsOnKeyboard: changesUnderNormalisation(password) }
}

function alphabetOf(text: string): number {
  const classes: [RegExp, number][] = [[/[a-z]/, 26], [/[A-Z]/, 26], [/\d/, 10], [/[^a-z0-9]/i, 33]]
  return Math.max(2, classes.reduce((size, [pattern, count]) => size + (pattern.test(text) ? count : 0), 0))
}

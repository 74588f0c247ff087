/**
 * What a name and an address are, for server and screens alike: neither takes what the other refuses. Signs that nobody sees, or that turn
 * the direction of what stands beside them, are refused, so that two names that look equal are equal, and a line of the log reads as it is.
 */

/** Never seen, or not what they seem: controls, formats, private use, fillers, separators of lines. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\uFFFC]/u
/** Scripts whose words are written with joiners (UAX 31, table 4 and what is written like them). */
const joining = 'Arab Syrc Nkoo Mong Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr Tibt'.split(' ')
  .map(script => `\\p{scx=${script}}`).join('')
/** Those among the unseen that scripts and emoji need: joiners within them, and behind an emoji the choice of its form. */
const needed = new RegExp([
  `(?<=[${joining}])[\\u200C\\u200D](?=[${joining}])`,
  '(?<=\\p{Extended_Pictographic}[\\u{1F3FB}-\\u{1F3FF}\\uFE0F]?)\\u200D(?=\\p{Extended_Pictographic})',
  '(?<=\\p{Extended_Pictographic})[\\uFE0E\\uFE0F](?![\\uFE00-\\uFE0F])',
  '(?<=[0-9#*])\\uFE0F(?=\\u20E3)',
].join('|'), 'gu')
/** Marks without a sign to stand on, or more on one than any script has. */
const heaped = /^\p{M}|\s\p{M}|\p{M}{5}/u

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** How many UTF-16 units that many characters may take: an emoji of a family takes eleven. */
const maxUnits = (max: number) => 12 * max

/** What is wrong with a name; null where nothing is. Length is counted in characters as people see them. */
export type NameFault = 'EMPTY' | 'TOO_LONG' | 'INVISIBLE'

/** Longer texts are neither names nor addresses, and are not composed: that takes the square of their marks. */
const longest = 2_000

/** A name as it is stored: trimmed, composed (NFC), blanks of any kind as single spaces. */
export function tidyName(text: string): string {
  return text.length > longest ? text : text.normalize('NFC').replaceAll(/\p{Zs}+/gu, ' ').trim()
}

/** @param name as `tidyName` gives it */
export function nameFault(name: string, max: number): NameFault | null {
  if (!name)
    return 'EMPTY'
  if (name.length > longest || name.length > maxUnits(max) || [...characters.segment(name)].length > max)
    return 'TOO_LONG'
  const seen = name.replaceAll(needed, '')
  return unseen.test(seen) || heaped.test(seen) ? 'INVISIBLE' : null
}

export const maxEmail = 256

const localPart = /^[^\s@<>()[\],;:"\\]{1,64}$/u
const domainName = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/

/**
 * An address as it is stored and compared: trimmed, composed (NFC), in lower case, its domain in ASCII (`bücher.example` is
 * `xn--bcher-kva.example`, as browsers do it). Null where the text is none.
 */
export function readEmail(text: string): string | null {
  if (text.length > longest)
    return null
  // Composed anew, since some letters have a single sign in lower case only (J̌, ǰ): what was read once is read as itself.
  const email = text.trim().normalize('NFC').toLowerCase().normalize('NFC')
  const at = email.lastIndexOf('@')
  const local = email.slice(0, Math.max(0, at))
  const domain = asciiDomain(email.slice(at + 1))
  // A full-width @ or a blank of another script would read as what it only looks like.
  if (!domain || !localPart.test(local) || !localPart.test(local.normalize('NFKC')) || unseen.test(local) || heaped.test(local))
    return null
  const read = `${local}@${domain}`
  return read.length <= maxEmail ? read : null
}

/** Names of hosts, no addresses of machines. Whatever a URL takes for more than its host (ports, paths, passwords) is no domain. */
function asciiDomain(domain: string): string | null {
  if (!/^[^\s/\\?#@:[\]%]+$/.test(domain) || unseen.test(domain) || !URL.canParse(`http://${domain}`))
    return null
  const { hostname } = new URL(`http://${domain}`)
  return domainName.test(hostname) && !/\.\d+$/.test(hostname) ? hostname : null
}

import { readEmail } from '@wardroom/schema/text'

/** An address as it stood there or, where it is one, as it is stored. */
export interface Found {
  email: string
  valid: boolean
  /** It stands in the name of another, or in another column, and may be anything. */
  aside?: true
}

/** What a cell holds: addresses with or without names, and the words behind the last one. */
export interface CellContent { people: Found[], behind: string, inBrackets: boolean }

export function readCell(cell: string): CellContent {
  const people: Found[] = []
  let from = 0
  for (const group of cell.matchAll(/<([^<>]*)>/g)) {
    const inside = words(group[1]!)
    const found = (inside.length > 0 ? inside : ['']).map(read)
    people.push(...found, ...besides(words(cell.slice(from, group.index)), found))
    from = group.index + group[0].length
  }
  const rest = words(cell.slice(from))
  const last = rest.findLastIndex(holdsAddress)
  people.push(...rest.filter(holdsAddress).map(read))
  const behind = people.length > 0 ? rest.slice(last + 1).join(' ') : ''
  return { people, behind, inBrackets: from > 0 }
}

/** Addresses among words that are no place for them; one that is found already may be repeated there, as mail programs do. */
export function besides(some: readonly string[], found: readonly Found[]): Found[] {
  return some.filter(holdsAddress)
    .map(read)
    .filter(({ email }) => !found.some(other => other.email === email))
    .map(one => ({ ...one, aside: true }))
}

export function words(text: string): string[] {
  return text.split(/[\s,;，；、]+/).filter(word => word !== '')
}

function holdsAddress(word: string): boolean {
  return word.includes('@')
}

/** Without what stands around it (`mailto:`, brackets, single quotes), if it is an address then. */
function read(word: string): Found {
  const email = readEmail(word.replace(/^[\p{L}-]+:/u, '').replaceAll(/^['([]+|['\])]+$/g, ''))
  return { email: email ?? word, valid: email !== null }
}

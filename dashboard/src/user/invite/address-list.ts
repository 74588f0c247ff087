import type { CellContent, Found } from './addresses.js'
import { besides, readCell, words } from './addresses.js'
import { layoutOf } from './heading.js'
import { splitLines } from './split-lines.js'

/** Somebody whom a list names, with the line and what stands in the place of a role. */
export interface Entry extends Found { line: number, given: string }

type OfLine = Omit<Entry, 'line'>

/** What Chinese keyboards and word processors write for signs that have a meaning here. */
const sisters: Record<string, string> = { '＠': '@', '＜': '<', '＞': '>', '：': ':', '“': '"', '”': '"', '„': '"', '＂': '"' }

/**
 * Reads addresses as people have them: one a line or several, what a mail program copies, a table, a CSV. Each `@` of the text
 * ends up in an entry, however broken it is.
 */
export function readAddressList(text: string, isRole: (word: string) => boolean): Entry[] {
  const tidy = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?|[\u2028\u2029]/g, '\n').replaceAll(/[＠＜＞：“”„＂]/g, sign => sisters[sign]!)
  const { delimiters, skip, columns } = layoutOf(tidy)
  return splitLines(tidy, delimiters).flatMap(({ line, cells }) => {
    const isHeading = line <= skip && !cells.some(cell => cell.includes('@'))
    if (isHeading || cells.every(cell => cell.trim() === ''))
      return []
    const people = columns ? inColumns(cells, columns.email, columns.role) : asItComes(cells, isRole)
    return people.map(person => ({ line, ...person }))
  })
}

function inColumns(cells: readonly string[], emailAt: number, roleAt: number): OfLine[] {
  const cell = (cells[emailAt] ?? '').trim()
  const { people } = readCell(cell)
  const found = people.length > 0 ? people : [{ email: cell, valid: false }]
  const others = besides(cells.flatMap((other, at) => at === emailAt ? [] : words(other)), found)
  const given = (cells[roleAt] ?? '').trim()
  return [...found, ...others].map(person => ({ ...person, given }))
}

/** Names may stand before addresses, and a role behind. */
function asItComes(cells: readonly string[], isRole: (word: string) => boolean): OfLine[] {
  const filled = cells.map(cell => cell.trim()).filter(cell => cell !== '')
  const parts = filled.map(text => ({ text, ...readCell(text) }))
  const places = parts.flatMap(({ people }, at) => people.length > 0 ? [at] : [])
  if (places.length === 0)
    return [{ email: filled.find(text => !isRole(text)) ?? '', valid: false, given: filled.find(isRole) ?? '' }]
  const before = filled.slice(0, places[0])
  const namesFirst = before.some(text => !isRole(text))
  return places.flatMap((at, place) => {
    const next = places[place + 1]
    const between = filled.slice(at + 1, next)
    const given = roleBehind(parts[at]!, between, next === undefined ? undefined : namesFirst || parts[next]!.inBrackets, isRole)
    const role = given === '' && places.length === 1 ? before.find(isRole) ?? '' : given
    return parts[at]!.people.map((person, index, { length }) => ({ ...person, given: index === length - 1 ? role : '' }))
  })
}

/** @param named whether the next person has a name, which may be what stands between; undefined where nobody comes next */
function roleBehind(
  { behind }: CellContent,
  between: readonly string[],
  named: boolean | undefined,
  isRole: (word: string) => boolean,
): string {
  if (behind !== '')
    return behind
  return between.find(isRole) ?? (named ? '' : between[0] ?? '')
}

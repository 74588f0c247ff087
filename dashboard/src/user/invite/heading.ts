import { splitLines } from './split-lines.js'

/** How a list is laid out. Without columns each line is read as it comes. */
export interface Layout {
  delimiters: string
  /** How many lines say so and hold nobody. */
  skip: number
  columns?: { email: number, role: number }
}

const free = ',;\t，；、'

/** Without blanks, hyphens and what stands in brackets; the first that a list has is its column. */
const emailHeads = [
  'email',
  'emailaddress',
  'mail',
  'emailadresse',
  'mailadresse',
  '邮箱',
  '邮箱地址',
  '电子邮箱',
  '电子邮件',
  '电子邮件地址',
  'adresseemail',
  'primaryemail',
  'workemail',
  'email1value',
  'userprincipalname',
  'upn',
  'username',
]
const roleHeads = ['role', 'type', 'rolle', '角色']

/** What the first lines say: `sep=;` as spreadsheets write it, and a heading. */
export function layoutOf(text: string): Layout {
  const lines = text.split('\n', 20)
  let skip = lines.findIndex(line => line.trim() !== '')
  const separator = /^\s*"?sep=(.)"?\s*$/i.exec(lines[skip] ?? '')?.[1]
  if (separator !== undefined)
    skip++
  const head = lines[skip] ?? ''
  if (head.includes('@'))
    return { delimiters: free, skip: separator === undefined ? 0 : skip }
  const [best = { delimiters: free, heads: [] }] = (separator === undefined ? [...free] : [separator])
    .map(delimiters => ({ delimiters, heads: splitLines(head, delimiters)[0]!.cells.map(plain) }))
    .sort((a, b) => b.heads.length - a.heads.length)
  const { delimiters, heads } = best
  const email = columnOf(heads, emailHeads)
  if (email < 0)
    return { delimiters: free, skip: separator === undefined ? 0 : skip }
  return heads.length === 1
    ? { delimiters: free, skip: skip + 1 }
    : { delimiters, skip: skip + 1, columns: { email, role: columnOf(heads, roleHeads) } }
}

function columnOf(heads: readonly string[], names: readonly string[]): number {
  return heads.indexOf(names.find(name => heads.includes(name)) ?? ' ')
}

function plain(head: string): string {
  return head.normalize('NFKC').toLowerCase().replace(/[[(].*$/, '').replaceAll(/[\s_*:.-]+/g, '')
}

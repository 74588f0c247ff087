import { readEmail } from '@wardroom/schema/text'
import Papa from 'papaparse'

/** One person of a directory's file; without `groups` the file says nothing of groups. */
interface DirectoryPerson { line: number, email: string, externalId: string | null, groups: string[] | null }

/** What of a file is not followed, and where; `what` is a column, or what stood there. */
export interface Loss {
  kind: 'no-people' | 'malformed' | 'no-address' | 'twice' | 'column' | 'deleted' | 'cells' | 'quotes' | 'unknown-member' | 'too-many'
  line?: number
  what: string
}

export interface Directory { people: DirectoryPerson[], losses: Loss[] }

/** More people than these are taken in parts. */
export const mostPeople = 5_000
/** Bytes of a file; more is no directory of so many people. */
export const mostBytes = 5_000_000

const heads = {
  email: ['email', 'emailaddress', 'mail', 'primaryemail', 'workemail', 'userprincipalname', 'upn', '邮箱', '电子邮箱', '电子邮件'],
  externalId: ['externalid', 'objectid', 'employeeid', 'uid', 'id', '外部标识', '工号'],
  groups: ['groups', 'group', 'memberof', 'groupnames', '群组', '组'],
} as const
type Field = keyof typeof heads

const plain = (head: string): string => head.normalize('NFKC').toLowerCase().replace(/[[(].*$/, '').replaceAll(/[\s_*:.-]+/g, '')

function fieldsOf(names: readonly string[]): Partial<Record<Field, string>> {
  const found = Object.entries(heads).map(([field, words]) => {
    const word = words.find(word => names.some(name => plain(name) === word))
    return [field, names.find(name => plain(name) === word)]
  })
  return Object.fromEntries(found.filter(([, name]) => name !== undefined)) as Partial<Record<Field, string>>
}

/** Reads a directory's file, CSV or JSON. Nothing of it is left out silently: what is not followed stands in `losses`. */
export function readDirectory(text: string): Directory {
  const tidy = text.replace(/^\uFEFF/, '')
  const read = /^\s*[[{]/.test(tidy) ? readJson(tidy) : readCsv(tidy)
  return check(read)
}

/** What is beyond the heading stands in the member of Papa's own name. */
type CsvRow = Record<string, string | undefined> & { __parsed_extra?: string[] }

function readCsv(text: string): Directory {
  const { data, errors, meta } = Papa.parse<CsvRow>(text, { header: true, skipEmptyLines: 'greedy' })
  const names = meta.fields ?? []
  const fields = fieldsOf(names)
  const losses: Loss[] = errors.filter(({ type }) => type === 'Quotes')
    .map(({ row }) => ({ kind: 'quotes', line: lineOf(row ?? 0), what: '' }))
  if (fields.email === undefined)
    return { people: [], losses: [{ kind: 'no-people', what: names.join(', ').slice(0, 200) }] }
  const followed = new Set<string>(Object.values(fields))
  for (const name of names.filter(name => !followed.has(name)))
    losses.push({ kind: 'column', what: name })
  const cell = (row: Record<string, unknown>, field: Field): string => String(row[fields[field] ?? ''] ?? '').trim()
  const people = data.map((row, index): DirectoryPerson => {
    if (row.__parsed_extra)
      losses.push({ kind: 'cells', line: lineOf(index), what: row.__parsed_extra.join(', ').slice(0, 200) })
    return {
      line: lineOf(index),
      email: cell(row, 'email'),
      externalId: cell(row, 'externalId') || null,
      groups: fields.groups === undefined ? null : cell(row, 'groups').split(/[;|]/).map(name => name.trim()).filter(name => name !== ''),
    }
  })
  return { people, losses }
}

/** Behind the heading, counted from 1. */
const lineOf = (row: number): number => row + 2

type Things = Record<string, unknown>
const isThing = (value: unknown): value is Things => typeof value === 'object' && value !== null && !Array.isArray(value)

function readJson(text: string): Directory {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  }
  catch (error) {
    return { people: [], losses: [{ kind: 'malformed', what: error instanceof Error ? error.message.slice(0, 200) : '' }] }
  }
  const within = isThing(parsed) ? parsed : {}
  const list = Array.isArray(parsed) ? parsed : [within.people, within.users, within.members].find(Array.isArray) ?? []
  const losses: Loss[] = Object.keys(within)
    .filter(name => within[name] !== list && !(name === 'groups' && Array.isArray(within.groups)))
    .map(name => ({ kind: 'column', what: name }))
  const members = groupsOfMembers(within.groups, list, losses)
  const lost = new Set<string>()
  const people = list.flatMap((one: unknown, index): DirectoryPerson[] => {
    const line = index + 1
    if (!isThing(one)) {
      losses.push({ kind: 'no-address', line, what: String(one).slice(0, 200) })
      return []
    }
    const fields = fieldsOf(Object.keys(one))
    const email = textOf(one[fields.email ?? ''])
    const followed = [fields.email, fields.externalId, fields.groups, 'deleted']
    Object.keys(one).filter(name => !followed.includes(name)).forEach(name => lost.add(name))
    if (one.deleted === true) {
      losses.push({ kind: 'deleted', line, what: email })
      return []
    }
    const externalId = textOf(one[fields.externalId ?? '']) || null
    return [{ line, email, externalId, groups: members ? members.get(externalId ?? email) ?? [] : namesOf(one[fields.groups ?? '']) }]
  })
  losses.push(...[...lost].map((what): Loss => ({ kind: 'column', what })))
  return { people, losses: people.length === 0 && losses.length === 0 ? [{ kind: 'no-people', what: '' }] : losses }
}

const textOf = (value: unknown): string => typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''

/** Names, or things with a name; null where nothing is said. */
function namesOf(groups: unknown): string[] | null {
  if (typeof groups === 'string')
    return groups.split(/[;|]/).map(name => name.trim()).filter(name => name !== '')
  if (!Array.isArray(groups))
    return null
  return groups.flatMap((group: unknown) => {
    const name = isThing(group) ? group.name ?? group.displayName : group
    return typeof name === 'string' && name.trim() !== '' ? [name.trim()] : []
  })
}

/** Groups that list their people by external id, as the field's own importer takes them. */
function groupsOfMembers(groups: unknown, people: readonly unknown[], losses: Loss[]): Map<string, string[]> | null {
  if (!Array.isArray(groups))
    return null
  const known = new Set(people.filter(isThing).map(one => String(one[fieldsOf(Object.keys(one)).externalId ?? ''] ?? '')))
  const of = new Map<string, string[]>()
  for (const group of groups.filter(isThing)) {
    const name = String(group.name ?? group.displayName ?? '').trim()
    for (const member of Array.isArray(group.users) ? group.users : Array.isArray(group.members) ? group.members : []) {
      const id = String(member)
      if (!known.has(id))
        losses.push({ kind: 'unknown-member', what: `${name}: ${id}`.slice(0, 200) })
      of.set(id, [...of.get(id) ?? [], name])
    }
  }
  return of
}

/** Addresses as the server takes them; whoever is named twice counts once. */
function check({ people, losses }: Directory): Directory {
  const seen = new Set<string>()
  const found: DirectoryPerson[] = []
  const more: Loss[] = []
  for (const person of people) {
    const { line, email: what } = person
    const email = readEmail(what)
    if (email === null)
      more.push({ kind: 'no-address', line, what: what.slice(0, 200) })
    else if (seen.has(email))
      more.push({ kind: 'twice', line, what: email })
    else
      found.push({ ...person, email })
    seen.add(email ?? '')
  }
  if (found.length > mostPeople)
    more.push({ kind: 'too-many', what: String(found.length) })
  return { people: found, losses: [...losses, ...more] }
}

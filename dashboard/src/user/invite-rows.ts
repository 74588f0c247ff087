import type { UserRole } from '../gql/graphql.js'
import Papa from 'papaparse'

type InviteProblem = 'no-address' | 'malformed' | 'too-long' | 'twice' | 'unknown-role' | 'role-not-yours'

/** One line of what was typed, pasted or read from a file. */
export interface InviteRow {
  /** The line it came from, counted from 1. */
  line: number
  email: string
  role: UserRole
  /** What stood in the role column, where that is no role. */
  given?: string
  problem?: InviteProblem
}

/** So many fit into one request. */
export const mostInvites = 200

const roles: Record<string, UserRole> = {
  owner: 'OWNER',
  所有者: 'OWNER',
  admin: 'ADMIN',
  administrator: 'ADMIN',
  管理员: 'ADMIN',
  user: 'USER',
  member: 'USER',
  用户: 'USER',
  custom: 'CUSTOM',
  自定义: 'CUSTOM',
}

const emailHeads = new Set(['email', 'e-mail', 'mail', 'email address', 'e-mail address', '邮箱', '电子邮件'])
const roleHeads = new Set(['role', 'type', '角色'])

/**
 * Reads people to invite: one address a line or several on a line, or a CSV (comma, semicolon or tab) of address and role, with
 * or without a heading. Broken rows stay in the result with their line and what is wrong, so that nothing is left out silently.
 * @param allowed the roles that the one who invites may give
 */
export function readInvites(text: string, role: UserRole, allowed: readonly UserRole[]): InviteRow[] {
  const lines = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { delimiter: delimiterOf(text), skipEmptyLines: false }).data
  const seen = new Set<string>()
  const [first = []] = lines
  const heads = first.map(cell => cell.trim().toLowerCase())
  const headed = heads.some(head => emailHeads.has(head))
  const emailAt = headed ? heads.findIndex(head => emailHeads.has(head)) : 0
  const roleAt = headed ? heads.findIndex(head => roleHeads.has(head)) : 1

  let next = 1
  return lines.flatMap((cells, at) => {
    const line = next
    next += cells.join('').split('\n').length // a quoted cell may go over several lines
    if ((headed && at === 0) || cells.every(cell => cell.trim() === ''))
      return []
    return peopleOf(cells, emailAt, roleAt, headed).map(({ email, given }) => {
      const row: InviteRow = { line, email: bare(email), role: given === '' ? role : roles[given.toLowerCase()] ?? role, ...(given === '' ? {} : { given }) }
      const problem = problemOf(row, allowed, seen)
      seen.add(row.email.toLowerCase())
      return problem === undefined ? row : { ...row, problem }
    })
  })
}

/** Several addresses on one line are several people; otherwise the columns are address and role. */
function peopleOf(cells: string[], emailAt: number, roleAt: number, headed: boolean): { email: string, given: string }[] {
  const filled = cells.map(cell => cell.trim()).filter(cell => cell !== '')
  if (!headed && filled.length > 1 && filled.every(cell => cell.includes('@')))
    return filled.map(email => ({ email, given: '' }))
  const cell = (cells[emailAt] ?? '').trim()
  const several = cell.split(/\s+/)
  if (!headed && several.length > 1 && several.every(part => part.includes('@')))
    return several.map(email => ({ email, given: '' }))
  return [{ email: cell, given: (cells[roleAt] ?? '').trim() }]
}

/** `Ada Lovelace <ada@acme.example>` as mail programs write it is the address inside. */
function bare(email: string): string {
  return (/<([^<>]+)>$/.exec(email)?.[1] ?? email).trim()
}

function problemOf({ email, role, given }: InviteRow, allowed: readonly UserRole[], seen: ReadonlySet<string>): InviteProblem | undefined {
  if (email === '')
    return 'no-address'
  if (email.length > 256)
    return 'too-long'
  if (!/^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]+$/.test(email))
    return 'malformed'
  if (seen.has(email.toLowerCase()))
    return 'twice'
  if (given !== undefined && !(given.toLowerCase() in roles))
    return 'unknown-role'
  return allowed.includes(role) ? undefined : 'role-not-yours'
}

function delimiterOf(text: string): string {
  const count = (sign: string): number => text.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => count(sign) > count(best) ? sign : best)
}

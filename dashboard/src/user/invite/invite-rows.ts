import { maxEmail } from '@wardroom/schema/text'
import { readAddressList } from './address-list.js'

type InviteProblem = 'aside' | 'no-address' | 'malformed' | 'too-long' | 'twice' | 'unknown-role' | 'role-not-yours'
type Role = 'OWNER' | 'ADMIN' | 'CUSTOM' | 'USER'

/** One line of what was typed, pasted or read from a file. */
export interface InviteRow {
  /** The line it came from, counted from 1. */
  line: number
  email: string
  role: Role
  /** What stood in the place of the role, where that is no role. */
  given?: string
  problem?: InviteProblem
}

/** So many are invited at once; more than `mostDirect` as a job of the server. */
export const mostInvites = 5_000
export const mostDirect = 200

const roles = new Map<string, Role>([
  ['owner', 'OWNER'],
  ['所有者', 'OWNER'],
  ['admin', 'ADMIN'],
  ['administrator', 'ADMIN'],
  ['管理员', 'ADMIN'],
  ['user', 'USER'],
  ['member', 'USER'],
  ['用户', 'USER'],
  ['custom', 'CUSTOM'],
  ['自定义', 'CUSTOM'],
])
const roleOf = (word: string): Role | undefined => roles.get(word.toLowerCase())

/**
 * Reads people to invite. Broken rows stay in the result with their line and what is wrong, so that nothing is left out silently;
 * an address is what the server takes for one, and stands as it will be stored.
 * @param allowed the roles that the one who invites may give
 */
export function readInvites(text: string, role: Role, allowed: readonly Role[]): InviteRow[] {
  const seen = new Set<string>()
  return readAddressList(text, word => roleOf(word) !== undefined).map(({ line, email, valid, given, aside }) => {
    const row: InviteRow = { line, email, role: roleOf(given) ?? role, ...(given === '' ? {} : { given }) }
    const problem = aside ? 'aside' : problemOf(row, valid, allowed, seen)
    if (!aside)
      seen.add(email)
    return problem === undefined ? row : { ...row, problem }
  })
}

function problemOf(
  { email, role, given }: InviteRow,
  valid: boolean,
  allowed: readonly Role[],
  seen: ReadonlySet<string>,
): InviteProblem | undefined {
  if (email === '')
    return 'no-address'
  if (email.length > maxEmail)
    return 'too-long'
  if (!valid)
    return 'malformed'
  if (seen.has(email))
    return 'twice'
  if (given !== undefined && roleOf(given) === undefined)
    return 'unknown-role'
  return allowed.includes(role) ? undefined : 'role-not-yours'
}

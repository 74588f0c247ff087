import { createHash } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import { maxBulkJob, maxGroupName } from '@wardroom/schema/limits'
import { nameFault, readEmail, tidyName } from '@wardroom/schema/text'
import { UserRole } from '../access/roles.js'
import type { Viewer } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import { UserStatus } from '../user/user.js'
import type { DirectoryInput, DirectoryPersonInput } from './directory-input.js'

interface Member {
  id: string
  email: string
  accountId: string | null
  role: UserRole
  status: UserStatus
  externalId: string | null
  groupIds: string[]
}

interface KnownGroup { id: string, name: string, nameKey: string, externalId: string | null }

export enum DirectoryDeed {
  INVITE = 'INVITE',
  LINK = 'LINK',
  CHANGE_GROUPS = 'CHANGE_GROUPS',
  REVOKE = 'REVOKE',
}

/** One difference; groups are told by name, since some are not made yet. */
export interface Change {
  deed: DirectoryDeed
  userId: string | null
  email: string
  externalId: string | null
  joined: string[]
  left: string[]
}

export interface Problem { line: number, email: string, code: string, message: string }

export interface Differences {
  changes: Change[]
  problems: Problem[]
  unchanged: number
  suspended: number
  ownersLeft: number
  newGroups: string[]
  unknownGroups: string[]
  groupIds: ReadonlyMap<string, string>
  /** Of all that would be done; another one means that something has changed since. */
  version: string
}

const members = `select u.id, u.email, u.account_id "accountId", u.role, u.status, u.external_id "externalId",
    array(select m.group_id::text from group_member m where m.client_id = u.client_id and m.user_id = u.id) "groupIds"
  from client_user u where u.client_id = ? order by u.email`
const groupsOf = `select id, name, name_key "nameKey", external_id "externalId" from user_group where client_id = ? order by name_key, id`

/** What would have to be done so that a client has the people and groups that a directory names. Nothing is changed. */
export async function compare(em: EntityManager, viewer: Viewer, clientId: string, directory: DirectoryInput): Promise<Differences> {
  const people = await em.execute<Member[]>(members, [clientId])
  const groups = new Groups(await em.execute<KnownGroup[]>(groupsOf, [clientId]), directory)
  const found = new Comparison(people, groups, directory, viewer.requireSignedIn().accountId).run()
  if (found.changes.length > maxBulkJob)
    throw new Refused('LIMIT_EXCEEDED', `More than ${maxBulkJob} differences; send the directory in parts.`, { max: maxBulkJob })
  const { changes } = found
  const version = createHash('sha256').update(JSON.stringify([clientId, changes, [...groups.ids], groups.fresh])).digest('base64url')
  return { ...found, newGroups: groups.fresh, unknownGroups: groups.unknown, groupIds: groups.ids, version }
}

/** The groups that a directory names, by name. Only they are joined and left: others are nobody's business but the client's. */
class Groups {
  /** Name → id. */
  readonly ids = new Map<string, string>()
  readonly names = new Map<string, string>()
  readonly fresh: string[] = []
  readonly unknown: string[] = []
  private readonly byWord = new Map<string, string>()
  /** The first of those that differ in case alone. */
  private readonly byKey = new Map<string, string>()

  constructor(known: readonly KnownGroup[], { people, createGroups }: DirectoryInput) {
    const byName = Map.groupBy(known, ({ nameKey }) => nameKey)
    const byExternalId = Map.groupBy(known, ({ externalId }) => externalId)
    for (const word of new Set(people.flatMap(({ groups }) => groups ?? []).map(name => name.trim()).filter(Boolean))) {
      const key = word.toLowerCase()
      const [one, ...others] = new Set([...byName.get(key) ?? [], ...byExternalId.get(word) ?? []])
      const earlier = this.byKey.get(key)
      if (one && !others.length) {
        this.ids.set(one.name, one.id)
        this.names.set(one.id, one.name)
        this.means(word, one.name)
      }
      else if (earlier !== undefined) {
        this.means(word, earlier)
      }
      else if (!one && createGroups && tidyName(word) === word && !nameFault(word, maxGroupName)) {
        this.fresh.push(word)
        this.means(word, word)
      }
      else {
        this.unknown.push(word)
      }
    }
  }

  private means(word: string, name: string): void {
    this.byWord.set(word, name)
    const key = word.toLowerCase()
    if (!this.byKey.has(key))
      this.byKey.set(key, name)
  }

  wanted({ groups }: DirectoryPersonInput): string[] | null {
    return groups ? [...new Set(groups.flatMap(word => this.byWord.get(word.trim()) ?? []))].sort() : null
  }

  of({ groupIds }: Member): string[] {
    return groupIds.flatMap(id => this.names.get(id) ?? []).sort()
  }
}

class Comparison {
  private readonly changes: Change[] = []
  private readonly problems: Problem[] = []
  private readonly met = new Set<Member>()
  private readonly seen = new Set<Member | string>()
  private readonly byEmail: Map<string, Member>
  private readonly byExternalId: Map<string, Member>
  private unchanged = 0
  private suspended = 0
  private ownersLeft = 0

  constructor(
    private readonly people: readonly Member[],
    private readonly groups: Groups,
    private readonly directory: DirectoryInput,
    private readonly viewerId: string,
  ) {
    this.byEmail = new Map(people.map(person => [person.email, person]))
    this.byExternalId = new Map(people.flatMap(person => person.externalId ? [[person.externalId, person]] : []))
  }

  run() {
    this.directory.people.forEach((row, index) => this.meet(row, row.line ?? index + 1))
    if (this.directory.revokeMissing)
      this.people.filter(person => !this.met.has(person)).forEach(person => this.miss(person))
    const order = Object.values(DirectoryDeed)
    const keys = new Map(this.changes.map(change => [change, `${order.indexOf(change.deed)} ${keyOf(change)}`]))
    this.changes.sort((a, b) => keys.get(a)! < keys.get(b)! ? -1 : 1)
    const { changes, problems, unchanged, suspended, ownersLeft } = this
    return { changes, problems, unchanged, suspended, ownersLeft }
  }

  private meet(row: DirectoryPersonInput, line: number): void {
    const email = readEmail(row.email)
    const refuse = (message: string) => void this.problems.push({ line, email: row.email, code: 'BAD_USER_INPUT', message })
    if (!email)
      return refuse('This is not an e-mail address; write it as name@example.com, 256 characters at most.')
    const externalId = row.externalId?.trim() || null
    const known = externalId ? this.byExternalId.get(externalId) : undefined
    const sameEmail = this.byEmail.get(email)
    const person = known ?? sameEmail
    for (const kept of [known, sameEmail].filter(one => one !== undefined))
      this.met.add(kept) // whoever is in doubt is not suspended
    if (known && sameEmail && known !== sameEmail)
      return refuse('The external id is one person\'s here and the address another\'s; mend one of them.')
    if (known && !sameEmail)
      refuse(`Known here as ${known.email}; people change their address themselves, so it stays.`)
    const name = person ?? email
    if (this.seen.has(name))
      return refuse('Named twice; the first line counts.')
    this.seen.add(name)
    this.settle(person, { email, externalId }, this.groups.wanted(row))
  }

  private settle(person: Member | undefined, { email, externalId }: Pick<Member, 'email' | 'externalId'>, wanted: string[] | null): void {
    if (!person)
      return void this.changes.push({ deed: DirectoryDeed.INVITE, userId: null, email, externalId, joined: wanted ?? [], left: [] })
    const has = this.groups.of(person)
    const joined = (wanted ?? has).filter(name => !has.includes(name))
    const left = wanted ? has.filter(name => !wanted.includes(name)) : []
    const links = externalId !== null && person.externalId !== externalId
    const regroups = joined.length + left.length > 0
    if (person.status === UserStatus.REVOKED)
      this.suspended++
    if (!links && !regroups)
      return void this.unchanged++
    if (person.role === UserRole.OWNER && !this.directory.touchOwners)
      return void this.ownersLeft++
    const about = { userId: person.id, email: person.email, externalId: null, joined: [], left: [] }
    if (links)
      this.changes.push({ ...about, deed: DirectoryDeed.LINK, externalId })
    if (regroups)
      this.changes.push({ ...about, deed: DirectoryDeed.CHANGE_GROUPS, joined, left })
  }

  /** Whoever sends a directory that does not name themself stays. */
  private miss({ id, email, accountId, role, status }: Member): void {
    if (status === UserStatus.REVOKED || accountId === this.viewerId)
      return
    if (role === UserRole.OWNER && !this.directory.touchOwners)
      return void this.ownersLeft++
    this.changes.push({ deed: DirectoryDeed.REVOKE, userId: id, email, externalId: null, joined: [], left: [] })
  }
}

/** Those for whom the same is done come one after another. */
function keyOf({ joined, left, email }: Change): string {
  return JSON.stringify([joined, left, email])
}

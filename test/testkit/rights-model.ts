/**
 * The rules of rights inside one client, written down a second time and as plainly as can be, from docs/domain.md and not from the server.
 * What the server answers is held against it.
 */
export type Role = 'OWNER' | 'ADMIN' | 'CUSTOM' | 'USER'
export const flags = ['manageUsers', 'manageGroups', 'createNewCollections', 'editAnyCollection', 'deleteAnyCollection'] as const
export type Flag = typeof flags[number]
export const levels = ['VIEW_EXCEPT_PASSWORDS', 'VIEW', 'EDIT_EXCEPT_PASSWORDS', 'EDIT', 'MANAGE'] as const
export type Level = typeof levels[number]
export const settings = ['limitCollectionCreation', 'limitCollectionDeletion', 'allowAdminAccess'] as const

/** A person of the client by their place, or somebody of the provider: an admin, a service user, a tool of the admin's. */
export type Actor = number | 'ada' | 'sam' | 'tool'

interface Someone { role: Role, flags: Flag[], suspended: boolean }
export interface Room { there: boolean, people: Map<number, Level>, groups: Map<number, Level> }

export interface State {
  people: Someone[]
  groups: Array<{ there: boolean, members: Set<number> }>
  rooms: Room[]
  settings: Record<typeof settings[number], boolean>
  /** Whether the service user works for this client. */
  samWorksHere: boolean
}

export type Step
  = | { verb: 'role', who: number, role: Role, flags: Flag[] }
    | { verb: 'suspend' | 'restore', who: number }
    | { verb: 'join' | 'leave', who: number, group: number }
    | { verb: 'deleteGroup', group: number }
    | { verb: 'make', who: number }
    | { verb: 'rename', room: number }
    | { verb: 'delete', room: number }
    | { verb: 'give', room: number, who: number, level: Level | null }
    | { verb: 'giveGroup', room: number, group: number, level: Level | null }
    | { verb: 'decide', setting: typeof settings[number], on: boolean }

export class Model {
  constructor(readonly state: State) {}

  /** `PROVIDER`, the role, or nothing where the client does not exist for them. */
  standing(actor: Actor): 'PROVIDER' | Role | null {
    if (typeof actor === 'number')
      return this.state.people[actor]!.suspended ? null : this.state.people[actor]!.role
    return actor === 'sam' && !this.state.samWorksHere ? null : 'PROVIDER'
  }

  private is(actor: Actor, ...wanted: Array<'PROVIDER' | Role | Flag>): boolean {
    const standing = this.standing(actor)
    const held = standing === 'CUSTOM' ? [standing, ...this.state.people[actor as number]!.flags] : [standing]
    return held.some(one => one !== null && wanted.includes(one))
  }

  private admin = (actor: Actor) => this.is(actor, 'OWNER', 'ADMIN')
  private open = (actor: Actor) => this.state.settings.allowAdminAccess && this.admin(actor)

  level(person: number, { people, groups }: Room): Level | null {
    const direct = people.get(person)
    if (direct)
      return direct
    const given = [...groups].filter(([group]) => this.state.groups[group]!.members.has(person)).map(([, level]) => level)
    if (given.length === 0)
      return null
    if (given.includes('MANAGE'))
      return 'MANAGE'
    const edits = given.some(level => level.startsWith('EDIT'))
    const hides = given.every(level => level.endsWith('EXCEPT_PASSWORDS'))
    return edits ? hides ? 'EDIT_EXCEPT_PASSWORDS' : 'EDIT' : hides ? 'VIEW_EXCEPT_PASSWORDS' : 'VIEW'
  }

  own(actor: Actor, room: Room): Level | null {
    return typeof actor === 'number' && this.standing(actor) ? this.level(actor, room) : null
  }

  private manages = (actor: Actor, room: Room) => this.own(actor, room) === 'MANAGE'
  orphaned = ({ people, groups }: Room) => ![...people.values(), ...groups.values()].includes('MANAGE')

  sees(actor: Actor, room: Room): boolean {
    return room.there && (this.is(actor, 'PROVIDER', 'OWNER', 'ADMIN', 'editAnyCollection', 'deleteAnyCollection')
      || this.own(actor, room) !== null
      || (this.state.settings.allowAdminAccess && this.is(actor, 'manageUsers', 'manageGroups')))
  }

  renames(actor: Actor, room: Room): boolean {
    return this.is(actor, 'PROVIDER', 'editAnyCollection') || this.manages(actor, room) || this.open(actor)
      || (this.admin(actor) && this.orphaned(room))
  }

  givesPeople(actor: Actor, room: Room): boolean {
    return this.renames(actor, room) || (this.state.settings.allowAdminAccess && this.is(actor, 'manageUsers'))
  }

  givesGroups(actor: Actor, room: Room): boolean {
    return this.renames(actor, room) || (this.state.settings.allowAdminAccess && this.is(actor, 'manageGroups'))
  }

  deletes(actor: Actor, room: Room): boolean {
    return this.is(actor, 'PROVIDER', 'deleteAnyCollection') || this.open(actor)
      || (this.manages(actor, room) && (this.admin(actor) || !this.state.settings.limitCollectionDeletion))
  }

  makes(actor: Actor): boolean {
    return this.is(actor, 'PROVIDER', 'OWNER', 'ADMIN', 'createNewCollections')
      || (this.standing(actor) !== null && !this.state.settings.limitCollectionCreation)
  }

  groups = (actor: Actor) => this.is(actor, 'PROVIDER', 'OWNER', 'ADMIN', 'manageGroups')
  managesPeople = (actor: Actor) => actor !== 'tool' && this.is(actor, 'PROVIDER', 'OWNER', 'ADMIN', 'manageUsers')
  decides = (actor: Actor) => actor !== 'tool' && this.is(actor, 'PROVIDER', 'OWNER')

  private outranks(actor: Actor, role: Role, granted: readonly Flag[] = []): boolean {
    if (this.is(actor, 'PROVIDER', 'OWNER'))
      return true
    if (this.is(actor, 'ADMIN'))
      return role !== 'OWNER'
    return role !== 'OWNER' && role !== 'ADMIN' && granted.every(flag => this.is(actor, flag))
  }

  private lastOwner(who: number): boolean {
    const owners = this.state.people.flatMap(({ role, suspended }, at) => role === 'OWNER' && !suspended ? [at] : [])
    return owners.length === 1 && owners[0] === who
  }

  /** `ok`, or the code with which it is refused. */
  answer(actor: Actor, step: Step): string {
    if (this.standing(actor) === null)
      return 'NOT_FOUND'
    switch (step.verb) {
      case 'role':
      case 'suspend':
      case 'restore': return this.answerAboutPerson(actor, step)
      case 'join':
      case 'leave':
        return !this.state.groups[step.group]!.there
          ? 'NOT_FOUND'
          : !this.groups(actor)
              ? 'FORBIDDEN'
              : step.verb === 'join' && step.who === actor && !this.open(actor) ? 'SELF' : 'ok'
      case 'deleteGroup': return !this.state.groups[step.group]!.there ? 'NOT_FOUND' : this.groups(actor) ? 'ok' : 'FORBIDDEN'
      case 'make': return this.makes(actor) ? 'ok' : 'FORBIDDEN'
      case 'decide': return this.decides(actor) ? 'ok' : 'FORBIDDEN'
      default: return this.answerAboutRoom(actor, step)
    }
  }

  private answerAboutPerson(actor: Actor, step: Extract<Step, { verb: 'role' | 'suspend' | 'restore' }>): string {
    const person = this.state.people[step.who]!
    if (!this.managesPeople(actor))
      return 'FORBIDDEN'
    if (step.verb === 'role') {
      return !this.outranks(actor, person.role) || !this.outranks(actor, step.role, step.flags)
        ? 'ROLE_ABOVE_OWN'
        : step.role !== 'OWNER' && this.lastOwner(step.who) ? 'LAST_OWNER' : 'ok'
    }
    if (step.who === actor)
      return 'SELF'
    if (!this.outranks(actor, person.role))
      return 'ROLE_ABOVE_OWN'
    if (step.verb === 'restore')
      return person.suspended ? 'ok' : 'WRONG_STATUS'
    return person.suspended ? 'WRONG_STATUS' : this.lastOwner(step.who) ? 'LAST_OWNER' : 'ok'
  }

  private answerAboutRoom(actor: Actor, step: Extract<Step, { room: number }>): string {
    const room = this.state.rooms[step.room]!
    if (!this.sees(actor, room))
      return 'NOT_FOUND'
    if (step.verb === 'rename')
      return this.renames(actor, room) ? 'ok' : 'FORBIDDEN'
    if (step.verb === 'delete')
      return this.deletes(actor, room) ? 'ok' : 'FORBIDDEN'
    if (step.verb === 'giveGroup' && !this.state.groups[step.group]!.there)
      return 'NOT_FOUND'
    if (!(step.verb === 'give' ? this.givesPeople(actor, room) : this.givesGroups(actor, room)))
      return 'FORBIDDEN'
    const oneself = step.verb === 'give' ? step.who === actor : this.state.groups[step.group]!.members.has(actor as number)
    if (step.level && oneself && !this.renames(actor, room))
      return 'SELF'
    return this.state.settings.allowAdminAccess || !this.orphaned(given(room, step)) ? 'ok' : 'NO_MANAGER'
  }

  take(step: Step): void {
    const { people, groups, rooms } = this.state
    switch (step.verb) {
      case 'role': Object.assign(people[step.who]!, { role: step.role, flags: step.role === 'CUSTOM' ? step.flags : [] }); break
      case 'suspend': people[step.who]!.suspended = true; break
      case 'restore': people[step.who]!.suspended = false; break
      case 'join': groups[step.group]!.members.add(step.who); break
      case 'leave': groups[step.group]!.members.delete(step.who); break
      case 'deleteGroup':
        Object.assign(groups[step.group]!, { there: false, members: new Set() })
        rooms.forEach(room => room.groups.delete(step.group))
        break
      case 'make': rooms.push({ there: true, people: new Map([[step.who, 'MANAGE']]), groups: new Map() }); break
      case 'delete': rooms[step.room]!.there = false; break
      case 'give':
      case 'giveGroup': rooms[step.room] = given(rooms[step.room]!, step); break
      case 'decide': this.state.settings[step.setting] = step.on
    }
  }
}

function given(room: Room, step: Extract<Step, { verb: 'give' | 'giveGroup' }>): Room {
  const after = { ...room, people: new Map(room.people), groups: new Map(room.groups) }
  const [holders, id] = step.verb === 'give' ? [after.people, step.who] : [after.groups, step.group]
  if (step.level)
    holders.set(id, step.level)
  else
    holders.delete(id)
  return after
}

import { setImmediate } from 'node:timers/promises'
import type { EventRow } from '../event/row.js'
import { Group } from './group.js'
import type { Member } from './member.js'

/** The groups that have members, by what these are due. */
export class Groups {
  private readonly groups = new Map<string, Group>()
  private line: Promise<unknown> = Promise.resolve()

  constructor(private readonly onLagging: (member: Member) => void) {}

  get size(): number {
    return this.groups.size
  }

  /** The member's group from now on; null when it must read on alone first. Who stands at the head founds it where there is none. */
  tryJoin(member: Member): Group | null {
    const { groupKey } = member
    let group = this.groups.get(groupKey)
    if (!group && member.seq === member.ring.head) {
      group = new Group(member, this.onLagging, () => this.turn())
      this.groups.set(groupKey, group)
    }
    return group?.tryJoin(member) ? group : null
  }

  leave(group: Group, member: Member): void {
    group.remove(member)
    if (group.empty)
      this.groups.delete(group.key)
  }

  add(providerId: string, rows: readonly EventRow[]): void {
    for (const group of this.groups.values()) {
      if (group.providerId === providerId)
        group.add(rows)
    }
  }

  beat(): void {
    for (const group of this.groups.values())
      group.beat()
  }

  /** One behind the other: what all of them have to say at once keeps nobody else waiting. */
  private turn(): Promise<unknown> {
    this.line = this.line.then(() => setImmediate())
    return this.line
  }
}

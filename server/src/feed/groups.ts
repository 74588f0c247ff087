import type { EventRow } from '../event/row.js'
import type { Rounds } from '../lib/rounds.js'
import { Group } from './group.js'
import type { Member } from './member.js'

/** The groups that have members, by what these are due. */
export class Groups {
  private readonly groups = new Map<string, Group>()

  /** @param rounds what all of them have to say at once keeps nobody else waiting, and no provider another */
  constructor(private readonly rounds: Rounds, private readonly onLagging: (member: Member) => void) {}

  get size(): number {
    return this.groups.size
  }

  /** The member's group from now on; null when it must read on alone first. Who stands at the head founds it where there is none. */
  tryJoin(member: Member): Group | null {
    const { groupKey } = member
    let group = this.groups.get(groupKey)
    if (!group && member.seq === member.ring.head) {
      group = new Group(member, this.onLagging, () => this.rounds.turn(member.subscriber.providerId))
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
}

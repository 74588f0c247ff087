import { setTimeout as sleep } from 'node:timers/promises'
import { changesAccess } from '../event/announce.js'
import type { EventRow } from '../event/row.js'
import type { Member } from './member.js'
import { batchSize } from './subscriber.js'

/** How many places of the log are looked through at most for one batch, so that a filter that lets little through is no long statement. */
const mostPlaces = 10_000
/** A batch longer than this is followed by a smaller one. */
const longAnswer = 256 * 1024

interface CatchUp {
  /** Takes the member in among those who stand where it stands now, if there are any. */
  tryJoin: () => boolean
  /** Lets `reauthorize` see what other processes have changed. */
  forgetIdentities: () => void
  /** To be awaited before each batch: what lies in the ring is there at once, for all who return at the same moment. */
  turn: () => Promise<void>
}

/**
 * A member who is behind (new, slow, or after a pause) reads ring or database alone, at its own pace, until it stands where the
 * others do. It begins with one event and takes four times as much each time, so that it gets on however large the events are and
 * however slow the database.
 */
export async function catchUp(member: Member, { tryJoin, forgetIdentities, turn }: CatchUp): Promise<'joined' | 'backpressured' | 'gone'> {
  let places = 1
  while (!member.gone) {
    if (member.backpressured)
      return 'backpressured'
    if (tryJoin())
      return 'joined'
    await turn()
    const read = await next(member, places).catch((error: unknown) => {
      if (places === 1)
        throw error
    })
    if (!read) {
      places = 1 // it may have been too much at once
      continue
    }
    const { rows, reached, accessMayHaveChanged } = read
    if (accessMayHaveChanged) {
      forgetIdentities()
      if (!await member.reauthorize())
        continue
    }
    const advanced = reached - member.seq
    if (advanced === 0) {
      await sleep(5) // what comes next is on its way to the others
      continue
    }
    const length = rows.length ? await member.answer(rows, reached) : 0
    member.seq = reached
    places = length > longAnswer ? Math.ceil(advanced / 4) : Math.min(advanced * 4, mostPlaces)
  }
  return 'gone'
}

async function next(
  member: Member,
  places: number,
): Promise<{ rows: readonly EventRow[], reached: number, accessMayHaveChanged: boolean }> {
  const recent = member.ring.after(member.seq)?.slice(0, Math.min(places, batchSize))
  if (!recent)
    return { ...await member.readBehind(places), accessMayHaveChanged: true }
  return { rows: recent.filter(member.filter()), reached: member.seq + recent.length, accessMayHaveChanged: recent.some(changesAccess) }
}

import type { ShallowRef } from 'vue'
import type { LocalCode } from '../lib/refusal.js'
import { shallowRef } from 'vue'
import { Refusal } from '../lib/refusal.js'

/** What the server was caught at, and in whose session: by the address as it was typed. */
export interface Raised { alarm: LocalCode, of: string | null }

export interface Alarm {
  /** The newest; those before it come back once it is over. */
  current: Readonly<ShallowRef<Refusal | null>>
  /** @param refusal to be shown as this very object */
  raise: (raised: Raised, refusal?: Refusal) => void
  /** Somebody has signed in here. @returns what stood here and is over, for the other tabs */
  calm: () => readonly Raised[]
  /** Somebody has signed in beside this tab: what was raised in their own session is over here, too, and nothing else. */
  calmBeside: (raised: Raised) => void
}

/** Of this tab, also when it is loaded anew, which the server can bring about. */
const kept = 'wardroom.alarm'
/** The oldest go first. */
const most = 20

const isSame = (one: Raised, other: Raised): boolean => one.alarm === other.alarm && one.of === other.of

export function createAlarm(): Alarm {
  let standing = readKept()
  const current = shallowRef(newestOf(standing))

  function set(next: readonly Raised[], refusal = newestOf(next)): void {
    standing = next
    current.value = refusal
    if (next.length > 0)
      sessionStorage.setItem(kept, JSON.stringify(next))
    else
      sessionStorage.removeItem(kept)
  }

  return {
    current,
    // One person's takes the place of no other's, or would be over with it.
    raise: (raised, refusal) => set([...standing.filter(one => !isSame(one, raised)), raised].slice(-most), refusal),
    calm() {
      const over = standing
      set([])
      return over
    },
    calmBeside(over) {
      if (standing.some(one => isSame(one, over)))
        set(standing.filter(one => !isSame(one, over)))
    },
  }
}

function newestOf(standing: readonly Raised[]): Refusal | null {
  const newest = standing.at(-1)
  return newest ? Refusal.local(newest.alarm) : null
}

/** What a release of before kept there is one of them, or its code alone. */
function readKept(): readonly Raised[] {
  const text = sessionStorage.getItem(kept)
  if (text === null)
    return []
  return /^[[{]/.test(text) ? [JSON.parse(text) as Raised | Raised[]].flat() : [{ alarm: text as LocalCode, of: null }]
}

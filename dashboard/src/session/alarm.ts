import type { ShallowRef } from 'vue'
import type { LocalCode } from '../lib/refusal.js'
import { shallowRef } from 'vue'
import { Refusal } from '../lib/refusal.js'

/** What the server was caught at, and in whose session: by the address as it was typed. */
export interface Raised { alarm: LocalCode, of: string | null }

export interface Alarm {
  current: Readonly<ShallowRef<Refusal | null>>
  /** @param refusal to be shown as this very object */
  raise: (raised: Raised, refusal?: Refusal) => void
  /** Somebody has signed in here. @returns what stood here and is over, for the other tabs */
  calm: () => Raised | null
  /** Somebody has signed in beside this tab: what was raised in their own session is over here, too, and nothing else. */
  calmBeside: (raised: Raised) => void
}

/** Of this tab, also when it is loaded anew, which the server can bring about. */
const kept = 'wardroom.alarm'

export function createAlarm(): Alarm {
  let raised = readKept()
  const current = shallowRef(raised && Refusal.local(raised.alarm))

  function set(next: Raised | null, refusal: Refusal | null = next && Refusal.local(next.alarm)): void {
    raised = next
    current.value = refusal
    if (next)
      sessionStorage.setItem(kept, JSON.stringify(next))
    else
      sessionStorage.removeItem(kept)
  }

  return {
    current,
    raise: set,
    calm() {
      const over = raised
      set(null)
      return over
    },
    calmBeside({ alarm, of }) {
      if (raised?.alarm === alarm && raised.of === of)
        set(null)
    },
  }
}

function readKept(): Raised | null {
  const text = sessionStorage.getItem(kept)
  if (text === null)
    return null
  return text.startsWith('{') ? JSON.parse(text) as Raised : { alarm: text as LocalCode, of: null }
}

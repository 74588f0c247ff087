/**
 * What this browser remembers under a key of its own, beyond the session on purpose; no secrets. What is damaged counts as nothing.
 * An answer of a server can empty the storage under an open page, and bring another tab to note there what the server made up: what the
 * page has seen counts while it is open, and the storage only adds to it.
 * @param both what counts of a name for which the page has seen one value, and the storage has another
 */
export function remembered<Value>(
  place: string,
  both = (seen: Value, _stored: Value): Value => seen,
): {
  all: () => Record<string, Value>
  put: (name: string, value: Value) => void
  /** What the person themself has said holds from now on, in all tabs that are open: else one of them would write the old value back. */
  replace: (name: string, value: Value) => void
} {
  let seen = stored()
  const tabs = new BroadcastChannel(place)
  tabs.onmessage = ({ data: [name, value] }: MessageEvent<[string, Value]>) => void (seen = { ...seen, [name]: value })

  function stored(): Record<string, Value> {
    try {
      return JSON.parse(localStorage.getItem(place) ?? '{}') as Record<string, Value>
    }
    catch {
      return {}
    }
  }

  function all(): Record<string, Value> {
    const entries = Object.entries(stored()).map(([name, value]) => [name, Object.hasOwn(seen, name) ? both(seen[name]!, value) : value])
    seen = { ...seen, ...Object.fromEntries(entries) as Record<string, Value> }
    return seen
  }

  function put(name: string, value: Value): void {
    seen = { ...all(), [name]: value }
    localStorage.setItem(place, JSON.stringify(seen))
  }

  function replace(name: string, value: Value): void {
    put(name, value)
    tabs.postMessage([name, value])
  }

  return { all, put, replace }
}

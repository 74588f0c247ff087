/**
 * What this browser remembers under a key of its own, beyond the session on purpose; no secrets. What is damaged counts as nothing.
 * An answer of a server can empty the storage under an open page: what the page has seen there still counts while it is open.
 */
export function remembered<Value>(place: string): { all: () => Record<string, Value>, put: (name: string, value: Value) => void } {
  let seen = stored()

  function stored(): Record<string, Value> {
    try {
      return JSON.parse(localStorage.getItem(place) ?? '{}') as Record<string, Value>
    }
    catch {
      return {}
    }
  }

  function all(): Record<string, Value> {
    seen = { ...seen, ...stored() }
    return seen
  }

  function put(name: string, value: Value): void {
    seen = { ...all(), [name]: value }
    localStorage.setItem(place, JSON.stringify(seen))
  }

  return { all, put }
}

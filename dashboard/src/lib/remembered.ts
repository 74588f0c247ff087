/**
 * What this browser remembers under a key of its own, beyond the session on purpose; no secrets. What is damaged counts as nothing.
 */
export function remembered<Value>(place: string): { all: () => Record<string, Value>, put: (name: string, value: Value) => void } {
  function all(): Record<string, Value> {
    try {
      return JSON.parse(localStorage.getItem(place) ?? '{}') as Record<string, Value>
    }
    catch {
      return {}
    }
  }
  return { all, put: (name, value) => localStorage.setItem(place, JSON.stringify({ ...all(), [name]: value })) }
}

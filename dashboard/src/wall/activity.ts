const minute = 60_000

/** How many of the moments (milliseconds) fell into each of the last `length` minutes, oldest first; the last one is still running. */
export function perMinute(moments: readonly number[], now: number, length: number): number[] {
  const first = Math.floor(now / minute) - length + 1
  const counts = Array.from<number>({ length }).fill(0)
  for (const moment of moments) {
    const at = Math.floor(moment / minute) - first
    if (at >= 0 && at < length)
      counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}

/** How full something is: the share of a bar, and whether it is nearly or wholly used up. */
export function meterOf(used: number, limit: number): { share: number, tone: 'calm' | 'tight' | 'full' } {
  const share = limit === 0 ? 0 : Math.min(1, used / limit)
  return { share, tone: used >= limit ? 'full' : share >= 0.9 ? 'tight' : 'calm' }
}

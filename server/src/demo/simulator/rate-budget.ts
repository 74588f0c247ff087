/** At most `limit` in any window of time; what the simulator allows itself of the limits that it shares with everybody else. */
export class RateBudget {
  private taken: number[] = []

  /** @param window milliseconds */
  constructor(private readonly limit: number, private readonly window: number) {}

  /** @returns whether there was one left, which is then taken */
  take(now: Date): boolean {
    this.taken = this.taken.filter(at => at > now.getTime() - this.window)
    if (this.taken.length >= this.limit)
      return false
    this.taken.push(now.getTime())
    return true
  }
}

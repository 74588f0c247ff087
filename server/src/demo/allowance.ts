/** So many in any stretch of that length; what the simulator allows itself of the limits that it shares with everybody else. */
export class Allowance {
  private taken: number[] = []

  /** @param stretch milliseconds */
  constructor(private readonly most: number, private readonly stretch: number) {}

  /** @returns whether there was one left, which is then taken */
  take(now: Date): boolean {
    this.taken = this.taken.filter(at => at > now.getTime() - this.stretch)
    if (this.taken.length >= this.most)
      return false
    this.taken.push(now.getTime())
    return true
  }
}

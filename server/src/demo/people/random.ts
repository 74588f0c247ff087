/** The same seed gives the same choices, so that the demo world looks alike wherever it is built. Never for keys. */
export class Random {
  constructor(private state: number) {}

  /** 0 ≤ x < 1; mulberry32. */
  next(): number {
    this.state = (this.state + 0x6D2B79F5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low)
  }

  /** A whole number, both ends included. */
  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!
  }

  /** One of a list that is not empty, by its weights. */
  weighted<T>(choices: ReadonlyArray<readonly [choice: T, weight: number]>): T {
    let left = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
    return (choices.find(([, weight]) => (left -= weight) < 0) ?? choices.at(-1)!)[0]
  }
}

import { Counter } from '../lib/counter.js'

interface Most {
  /** What one party may have. */
  each: number
  all: number
  /** What each may have whatever the others have, so that nobody is shut out; by that all may have more than `all`. */
  always: number
}

/** Room that parties share. */
export class Shares {
  private readonly taken = new Counter()
  private all = 0

  constructor(private readonly most: Most) {}

  fits(party: string, many: number): boolean {
    const { each, all, always } = this.most
    const own = this.taken.of(party) + many
    return own <= always || (own <= each && this.all + many <= all)
  }

  take(party: string, many: number): void {
    this.taken.add(party, many)
    this.all += many
  }

  giveBack(party: string, many: number): void {
    this.taken.remove(party, many)
    this.all -= many
  }
}

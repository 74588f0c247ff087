/** Counts by key; a key whose count is 0 is forgotten. */
export class Counter {
  private readonly counts = new Map<string, number>()

  of(key: string): number {
    return this.counts.get(key) ?? 0
  }

  /** The key that is counted most; undefined where none is. */
  get largest(): string | undefined {
    const most = Math.max(...this.counts.values())
    return [...this.counts].find(([, count]) => count === most)?.[0]
  }

  add(key: string, many = 1): void {
    this.counts.set(key, this.of(key) + many)
  }

  remove(key: string, many = 1): void {
    const left = this.of(key) - many
    if (left > 0)
      this.counts.set(key, left)
    else
      this.counts.delete(key)
  }
}

import { setImmediate } from 'node:timers/promises'

/** Lets pieces of work begin one at a time, with room for everything else between two: one piece of each key in turn. */
export class Rounds {
  private readonly lines = new Map<string, Array<() => void>>()
  private running = false

  /** Resolves when this key's next piece may begin. */
  turn(key: string): Promise<void> {
    return new Promise((begin) => {
      const line = this.lines.get(key)
      if (line)
        line.push(begin)
      else
        this.lines.set(key, [begin])
      if (!this.running)
        void this.run()
    })
  }

  private async run(): Promise<void> {
    this.running = true
    while (this.lines.size) {
      for (const [key, line] of this.lines) {
        await setImmediate()
        line.shift()!()
        if (!line.length)
          this.lines.delete(key)
      }
    }
    this.running = false
  }
}

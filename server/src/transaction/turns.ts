import { Refused } from '../lib/refused.js'

/** How many of one key run at once, and how many wait for their turn. */
const running = 4
const waiting = 60

/**
 * Lets only so many run at once that ask by one key: whoever waits for a lock holds a connection to the database, and there are few of
 * those for everybody. Of one process.
 */
export class Turns {
  private readonly lines = new Map<string, { running: number, waiting: Array<() => void> }>()

  /** @throws Refused TOO_MANY_REQUESTS where too many wait already */
  async take<T>(key: string, run: () => Promise<T>): Promise<T> {
    const line = this.lines.get(key) ?? { running: 0, waiting: [] }
    this.lines.set(key, line)
    if (line.waiting.length >= waiting)
      throw new Refused('TOO_MANY_REQUESTS', `${waiting} of your changes wait already; send fewer at once.`, { retryAfterSeconds: 1 })
    if (line.running >= running)
      await new Promise<void>(resolve => line.waiting.push(resolve))
    else
      line.running++
    try {
      return await run()
    }
    finally {
      const next = line.waiting.shift()
      if (next)
        next()
      else if (--line.running === 0)
        this.lines.delete(key)
    }
  }
}

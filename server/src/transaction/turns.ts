import { second } from '../lib/clock.js'
import { Refused } from '../lib/refused.js'

/** How many of one key run at once, how many wait for their turn, and for how long at most. */
const running = 4
const waiting = 60
const patience = 3 * second

interface Line {
  running: number
  waiting: Array<() => void>
}

/**
 * Lets only so many run at once that ask by one key: whoever waits for a lock holds a connection to the database, and there are few of
 * those for everybody. Of one process.
 */
export class Turns {
  private readonly lines = new Map<string, Line>()

  /** @throws Refused TOO_MANY_REQUESTS where too many wait already, UNAVAILABLE where the others do not come to an end */
  async take<T>(key: string, run: () => Promise<T>): Promise<T> {
    const line = this.lines.get(key) ?? { running: 0, waiting: [] }
    this.lines.set(key, line)
    if (line.waiting.length >= waiting)
      throw new Refused('TOO_MANY_REQUESTS', `${waiting} of your changes wait already; send fewer at once.`, { retryAfterSeconds: 1 })
    if (line.running >= running)
      await turnIn(line)
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

function turnIn(line: Line): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = () => {
      clearTimeout(overdue)
      resolve()
    }
    const overdue = setTimeout(() => {
      line.waiting.splice(line.waiting.indexOf(go), 1)
      reject(new Refused('UNAVAILABLE', 'Your other changes take too long; nothing was changed. Try again shortly.'))
    }, patience)
    line.waiting.push(go)
  })
}

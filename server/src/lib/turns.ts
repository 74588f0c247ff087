import { Refused } from './refused.js'

interface Line {
  running: number
  waiting: Array<() => void>
}

interface Rule {
  /** How many of one key run at once. */
  running: number
  /** How many wait for their turn. */
  waiting: number
  /** For how many milliseconds at most. */
  patience: number
  /** What is said where too many wait, and where they wait too long. */
  tooMany: string
  tooLong: string
}

/**
 * Lets only so many run at once that ask by one key: each holds a connection to the database, and there are few of those for everybody.
 * Of one process.
 */
export class Turns {
  private readonly lines = new Map<string, Line>()

  constructor(private readonly rule: Rule) {}

  /** @throws Refused TOO_MANY_REQUESTS where too many wait already, UNAVAILABLE where the others do not come to an end */
  async take<T>(key: string, run: () => Promise<T>): Promise<T> {
    const { running, waiting, tooMany } = this.rule
    const line = this.lines.get(key) ?? { running: 0, waiting: [] }
    this.lines.set(key, line)
    if (line.waiting.length >= waiting)
      throw new Refused('TOO_MANY_REQUESTS', tooMany, { retryAfterSeconds: 1 })
    if (line.running >= running)
      await this.turnIn(line)
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

  private turnIn(line: Line): Promise<void> {
    const { patience, tooLong } = this.rule
    return new Promise((resolve, reject) => {
      const go = () => {
        clearTimeout(overdue)
        resolve()
      }
      const overdue = setTimeout(() => {
        line.waiting.splice(line.waiting.indexOf(go), 1)
        reject(new Refused('UNAVAILABLE', tooLong))
      }, patience)
      line.waiting.push(go)
    })
  }
}

import { statfs } from 'node:fs/promises'
import { second } from './clock.js'

/** Two segments of PostgreSQL's write-ahead log: without room for the next one it breaks down, reads and all. */
const reserve = 32 * 1024 * 1024

/** Whether there is room left on the disk of a folder, looked at once a second at most. Where that cannot be told, there is. */
export class DiskSpace {
  private seen: { at: number, full: Promise<boolean> } | undefined

  constructor(private readonly folder: string) {}

  full(): Promise<boolean> {
    if (!this.seen || Date.now() - this.seen.at > second)
      this.seen = { at: Date.now(), full: statfs(this.folder).then(({ bavail, bsize }) => bavail * bsize < reserve, () => false) }
    return this.seen.full
  }
}

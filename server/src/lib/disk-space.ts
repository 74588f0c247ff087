import { statfs } from 'node:fs/promises'
import { second } from './clock.js'

/** Two segments of PostgreSQL's write-ahead log: without space for the next one it stops, reads included. */
const reserve = 32 * 1024 * 1024

/** Whether the disk of a folder has space left, checked at most once a second; true where that is unknown. */
export class DiskSpace {
  private seen: { at: number, full: Promise<boolean> } | undefined

  constructor(private readonly folder: string) {}

  full(): Promise<boolean> {
    if (!this.seen || Date.now() - this.seen.at > second)
      this.seen = { at: Date.now(), full: statfs(this.folder).then(({ bavail, bsize }) => bavail * bsize < reserve, () => false) }
    return this.seen.full
  }
}

import { open, statfs, truncate } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'

/**
 * The command that gives the command behind it a disk of its own at `folder`, so many megabytes large. It is a memory file system in a
 * name space of the process (root's right, or anybody's inside a user name space), so nothing is left behind however a test ends.
 */
export function onSmallDisk(folder: string, megabytes: number): string[] {
  const mount = `mount -t tmpfs -o size=${megabytes}m,mode=0755 tmpfs "$0"`
  return process.getuid?.() === 0
    ? ['unshare', '--mount', 'sh', '-c', `${mount} && exec "$@"`, folder]
    : ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', `${mount} && exec unshare --user --map-user=65534 --map-group=65534 "$@"`, folder]
}

/** A folder of a process with such a disk, for those outside. */
export function seenFrom(pid: number, folder: string): string {
  return `/proc/${pid}/root${folder}`
}

/** Takes up room on a disk. */
export class Ballast {
  private readonly file: string

  constructor(private readonly folder: string) {
    this.file = path.join(folder, 'ballast')
  }

  /** Until no more than so many bytes are left. */
  async fill(left: number): Promise<void> {
    const file = await open(this.file, 'a')
    for (const size of [2 ** 20, 2 ** 12]) {
      const block = Buffer.alloc(size)
      for (let room = true; room && await this.left() >= left + size;)
        room = await file.write(block).then(({ bytesWritten }) => bytesWritten === size, isFull)
    }
    await file.close()
  }

  private async left(): Promise<number> {
    const { bavail, bsize } = await statfs(this.folder)
    return bavail * bsize
  }

  async drop(): Promise<void> {
    await truncate(this.file)
  }
}

function isFull(error: NodeJS.ErrnoException): false {
  if (error.code !== 'ENOSPC')
    throw error
  return false
}

import { statfs } from 'node:fs/promises'

/** Linux's folder in memory: what need not last costs half the time there. It is small in many containers. */
export const inMemory = '/dev/shm'

export async function roomInMemory(gibibytes: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(inMemory).catch(() => ({ bavail: 0, bsize: 0 }))
  return bavail * bsize >= gibibytes * 2 ** 30
}

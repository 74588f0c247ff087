import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import type { KeyObject } from 'node:crypto'
import type pg from 'pg'
import type { SigningKey } from '../config/secrets.js'
import { openCheckpoint, signCheckpoint } from './checkpoint.js'
import type { Checkpoint } from './checkpoint.js'

/** Signs every log that has grown since and writes one file for each, atomically and once. */
export async function writeCheckpoints(folder: string, pool: pg.Pool, key: SigningKey, now: Date): Promise<void> {
  const { rows } = await pool.query<{ provider_id: string, seq: string, hash: Buffer }>(
    'select provider_id, seq, hash from event_head where seq > 0',
  )
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const { provider_id: providerId, seq, hash } of rows) {
    const file = path.join(folder, `${providerId}-${seq}.txt`)
    if (existsSync(file))
      continue
    await writeFile(`${file}.${process.pid}`, signCheckpoint({ providerId, seq: Number(seq), hash, at: now }, key))
    await rename(`${file}.${process.pid}`, file)
  }
}

/** All checkpoints there. `strange` names files that this installation did not sign, or that were changed. */
export async function readCheckpoints(folder: string, publicKey: KeyObject): Promise<{ checkpoints: Checkpoint[], strange: string[] }> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT')
      return []
    throw error
  })
  const checkpoints: Checkpoint[] = []
  const strange: string[] = []
  for (const file of files.filter(name => name.endsWith('.txt')).sort()) {
    const checkpoint = openCheckpoint(await readFile(path.join(folder, file), 'utf8'), publicKey)
    if (checkpoint)
      checkpoints.push(checkpoint)
    else
      strange.push(file)
  }
  return { checkpoints, strange }
}

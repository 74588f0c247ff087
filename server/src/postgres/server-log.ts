import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  truncateSync,
  unwatchFile,
  watchFile,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/**
 * Said at each start, so that it holds for clusters made before.
 * The ORM writes values into the text of its statements: addresses, names, mails.
 */
export const logSettings = [
  'logging_collector=off',
  'log_min_messages=warning',
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
  'log_parameter_max_length=0',
  'log_parameter_max_length_on_error=0',
]

const maxBytes = 10 * 1024 * 1024
const olderFiles = 4

export const logFile = (dataDir: string): string => join(dataDir, 'postgres.log')

/**
 * Moves what is in the log to a file beside it (`postgres.log.1`, the newest, to `.4`) whenever it has grown to 10 MiB, until `ended`.
 * PostgreSQL keeps it open; its own collector bounds no file by size, and might write the reason of a failed start only after we have
 * looked for it. It is looked at, not watched: a machine may have no watches left.
 */
export function boundLog(dataDir: string, ended: AbortSignal): void {
  const file = logFile(dataDir)
  const tidy = () => {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
    if (size > maxBytes)
      moveAway(file, size)
  }
  tidy()
  watchFile(file, { persistent: false, interval: 2_000 }, tidy)
  ended.addEventListener('abort', () => unwatchFile(file, tidy))
}

/** On a full disk the older lines are given up, since the log would fill it further. */
function moveAway(file: string, size: number): void {
  const problem = keep(file, size)
  truncateSync(file)
  if (problem)
    appendFileSync(file, `the older lines of this log could not be kept: ${problem.message}\n`)
}

function keep(file: string, size: number): Error | null {
  try {
    for (let number = olderFiles - 1; number > 0; number--) {
      if (existsSync(`${file}.${number}`))
        renameSync(`${file}.${number}`, `${file}.${number + 1}`)
    }
    const newest = Buffer.alloc(maxBytes)
    const log = openSync(file, 'r')
    readSync(log, newest, 0, maxBytes, size - maxBytes)
    closeSync(log)
    writeFileSync(`${file}.1`, newest, { mode: 0o600 })
    return null
  }
  catch (error) {
    return error as Error
  }
}

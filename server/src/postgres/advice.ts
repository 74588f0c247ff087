import { statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Why there is no database, in a sentence for the operator that says what to do; `cause` is what went wrong underneath. */
export class CannotStart extends Error {
  override name = 'CannotStart'
}

export const portTaken = /Address already in use/

/** The same error, or one with advice where the reason is known and somebody can help. */
export function withAdvice(error: unknown, dataDir: string): unknown {
  const text = String(error)
  if (error instanceof CannotStart)
    return error
  if (/ENOSPC|No space left/.test(text)) {
    return new CannotStart(
      `No space is left on the disk that holds ${dataDir}. Free some and start again; nothing that was saved is lost.`,
      { cause: error },
    )
  }
  if (portTaken.test(text))
    return new CannotStart('Another program listens on the port that PostgreSQL was to have. End it, or choose another port.', { cause: error })
  if (/EACCES|EPERM|wrong ownership|Permission denied/.test(text)) {
    return new CannotStart(`This process may not use ${dataDir}${ownerOf(dataDir)} or the folder above it${ownerOf(dirname(dataDir))}. `
      + 'Start as the user they belong to, or give them to this one with chown -R.', { cause: error })
  }
  return error
}

function ownerOf(path: string): string {
  try {
    return ` (of user ${statSync(path).uid})`
  }
  catch {
    return ''
  }
}

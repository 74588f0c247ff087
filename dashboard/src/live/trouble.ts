import type { Trouble } from './feed.js'
import { timedFetch } from '../lib/timed-fetch.js'

/** Close codes that say nothing about the server: refused or lost on the way, or given up by us. */
const onTheWay = new Set([1006, 4408, 4499, 4504])

/** Why a connection could not be had. A browser hides what refused a socket, so it is asked whether the same server answers otherwise. */
export async function troubleOf(closeCode: number | undefined, answers = serverAnswers): Promise<Trouble> {
  if (closeCode === 4429)
    return 'full'
  if (closeCode !== undefined && !onTheWay.has(closeCode))
    return 'unreachable'
  return await answers() ? 'blocked' : 'unreachable'
}

/** A proxy that answers in its place does not count. */
function serverAnswers(): Promise<boolean> {
  return timedFetch('/livez', {}, 10_000).then(({ status }) => status < 500, () => false)
}

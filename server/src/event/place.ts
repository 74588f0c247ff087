import type { Viewer } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import { readCursor } from './cursor.js'
import { visibilityOf } from './visibility.js'
import type { Visibility } from './visibility.js'

/** The log that is meant, and what of it the viewer may see. */
export function chooseLog(
  viewer: Viewer,
  providerId: string | null | undefined,
  after?: string | null,
): { providerId: string, visibility: Visibility } {
  const { staff, members } = viewer.requireSignedIn()
  const logs = new Set([...staff.keys(), ...[...members.values()].map(member => member.providerId)])
  const chosen = providerId ?? (after ? readCursor(after).providerId : logs.size === 1 ? [...logs][0] : undefined)
  if (chosen === undefined)
    throw new Refused('BAD_USER_INPUT', 'You reach several logs; pass providerId.', { providerIds: [...logs] })
  const visibility = logs.has(chosen) ? visibilityOf(viewer, chosen) : null
  if (!visibility)
    throw new Refused(logs.has(chosen) ? 'FORBIDDEN' : 'NOT_FOUND')
  return { providerId: chosen, visibility }
}

/** The `seq` of a cursor of this log. */
export function placeIn(providerId: string, after: string | null | undefined): number | null {
  if (after == null)
    return null
  const cursor = readCursor(after)
  if (cursor.providerId !== providerId)
    throw new Refused('CURSOR_MALFORMED', 'This cursor belongs to the log of another provider.')
  return cursor.seq
}

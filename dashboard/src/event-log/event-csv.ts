import type { Told } from '../event/sentence.js'
import { isoMoment, toCsv } from '../lib/csv.js'

export interface Exported extends Told {
  at: string
  ip?: string | null
  deviceType?: number | null
}

const columns = ['message', 'type', 'code', 'date', 'client', 'actor', 'subject', 'ip', 'device'] as const

/** Events as a CSV report. */
export function eventsToCsv(events: readonly Exported[], sentence: (event: Exported) => string, device: (type: number) => string): string {
  return toCsv(columns, events.map(event => [
    sentence(event),
    event.type,
    event.code,
    isoMoment(event.at),
    event.clientName ?? '',
    event.actor.name ?? event.actor.kind,
    event.subject.name ?? '',
    event.ip ?? '',
    event.deviceType == null ? '' : device(event.deviceType),
  ]))
}

import type { Told } from '../event/sentence.js'
import Papa from 'papaparse'

export interface Exported extends Told {
  at: string
  ip?: string | null
  deviceType?: number | null
}

const columns = ['message', 'type', 'code', 'date', 'client', 'actor', 'subject', 'ip', 'device'] as const

const formula = /^(?:[\t\r]|\s*[=+\-@＝＋－＠])/

/**
 * Events as a CSV report: UTF-8, CRLF, dates in UTC as ISO 8601. A cell that a spreadsheet would take for a formula
 * (it begins with = + - @, also as Chinese keyboards write them or after blanks, a tab or a carriage return) gets an apostrophe before it;
 * this is a report, not a file to be read back.
 */
export function eventsToCsv(events: readonly Exported[], sentence: (event: Exported) => string, device: (type: number) => string): string {
  const rows = events.map(event => [
    sentence(event),
    event.type,
    event.code,
    Number.isNaN(Date.parse(event.at)) ? event.at : new Date(event.at).toISOString(),
    event.clientName ?? '',
    event.actor.name ?? event.actor.kind,
    event.subject.name ?? '',
    event.ip ?? '',
    event.deviceType == null ? '' : device(event.deviceType),
  ])
  return `${Papa.unparse({ fields: [...columns], data: rows }, { escapeFormulae: formula, newline: '\r\n' })}\r\n`
}

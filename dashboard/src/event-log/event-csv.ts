import type { Told } from '../event/sentence.js'
import Papa from 'papaparse'

export interface Exported extends Told {
  at: string
  ip?: string | null
  deviceType?: number | null
}

const columns = ['message', 'type', 'code', 'date', 'client', 'actor', 'subject', 'ip', 'device'] as const

/** Where a spreadsheet might begin a cell: at the front, and behind what separates cells or rows where it reads commas as text. */
const formula = /(?<=^|[;\t\r\n])(?:"|[^\S\t\r\n])*(?=[=+\-@＝＋－＠])|^(?=[\t\r])/g

/**
 * Events as a CSV report: UTF-8, CRLF, dates in UTC as ISO 8601. What a spreadsheet would take for a formula (it begins with = + - @, also
 * as Chinese keyboards write them or after blanks, a tab or a carriage return) gets an apostrophe before it, also within a cell: with `;`
 * for its separator a spreadsheet reads no quotes behind a comma, but those behind a semicolon. This is a report, not a file to be read
 * back.
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
  const data = rows.map(cells => cells.map(cell => String(cell).replace(formula, '$&\'')))
  return `${Papa.unparse({ fields: [...columns], data }, { quotes: cell => /[;\t]/.test(String(cell)), newline: '\r\n' })}\r\n`
}

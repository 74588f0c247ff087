import Papa from 'papaparse'

export type Cell = string | number

/** Where a spreadsheet might begin a cell: at the front, and behind what separates cells or rows where it reads commas as text. */
const formula = /(?<=^|[;\t\r\n])(?:"|[^\S\t\r\n])*(?=[=+\-@＝＋－＠])|^(?=[\t\r])/g

/**
 * A CSV report (RFC 4180): CRLF, quoted where needed. What a spreadsheet would take for a formula (it begins with = + - @, also
 * as Chinese keyboards write them or after blanks, a tab or a carriage return) gets an apostrophe before it, also within a cell: with `;`
 * for its separator a spreadsheet reads no quotes behind a comma, but those behind a semicolon. This is a report, not a file to be read
 * back.
 */
export function toCsv(fields: readonly string[], rows: ReadonlyArray<readonly Cell[]>): string {
  const data = rows.map(cells => cells.map(cell => String(cell).replace(formula, '$&\'')))
  return `${Papa.unparse({ fields: [...fields], data }, { quotes: cell => /[;\t]/.test(String(cell)), newline: '\r\n' })}\r\n`
}

/** A moment in UTC as ISO 8601; what is none, as it stands. */
export function isoMoment(at: string | null | undefined): string {
  return at == null ? '' : Number.isNaN(Date.parse(at)) ? at : new Date(at).toISOString()
}

/** A line of a list and its cells; `line` is where it starts, counted from 1. */
export interface Line { line: number, cells: string[] }

/**
 * Lines and cells of a CSV, or of what a mail program writes. A quote holds delimiters and line ends together only where it opens and
 * closes as quotes do; any other is a sign like all others, so that a stray one swallows nothing.
 */
export function splitLines(text: string, delimiters: string): Line[] {
  const lines: Line[] = []
  let cells: string[] = []
  let cell = ''
  let line = 1
  let start = 1
  function endLine(): void {
    lines.push({ line: start, cells: [...cells, cell] })
    cells = []
    cell = ''
    start = line
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!
    const quoted = sign === '"' && (cell === '' || /\s$/.test(cell)) ? quotedAt(text, at, delimiters, cell.trim() === '') : null
    if (quoted) {
      cell += quoted.content
      line += quoted.content.split('\n').length - 1
      at = quoted.end
    }
    else if (sign === '\n') {
      line++
      endLine()
    }
    else if (delimiters.includes(sign)) {
      cells.push(cell)
      cell = ''
    }
    else {
      cell += sign
    }
  }
  endLine()
  return lines
}

/** What stands in the quotes that open at `from`; null where they do not close as quotes do. */
function quotedAt(text: string, from: number, delimiters: string, opensCell: boolean): { content: string, end: number } | null {
  let end = from + 1
  while (end < text.length && (text[end] !== '"' || text[end + 1] === '"'))
    end += (text[end] === '\\' || text[end] === '"') && text[end + 1] === '"' ? 2 : 1
  if (end >= text.length)
    return null
  const content = text.slice(from + 1, end).replaceAll(/["\\]"/g, '"')
  const next = text[end + 1] ?? '\n'
  const endsCell = (sign: string): boolean => sign === '\n' || delimiters.includes(sign)
  if (!content.includes('\n'))
    return endsCell(next) || /[\s<]/.test(next) ? { content, end } : null
  return opensCell && endsCell(next) ? { content, end } : null
}

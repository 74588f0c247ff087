/** Columns and rows that give `count` tiles the most room in a box, none of them wider or taller than looks good. */
export function fitTiles(count: number, width: number, height: number, gap: number): { columns: number, rows: number } {
  let best = { columns: 1, rows: Math.max(1, count), size: -1 }
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.max(1, Math.ceil(count / columns))
    const tileWidth = (width - gap * (columns - 1)) / columns
    const tileHeight = (height - gap * (rows - 1)) / rows
    // A tile reads best at about twice as wide as high; what goes beyond that is lost room.
    const size = Math.min(tileWidth, tileHeight * 2.1)
    if (size > best.size)
      best = { columns, rows, size }
  }
  return { columns: best.columns, rows: best.rows }
}

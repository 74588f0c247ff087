import { expect, it } from 'vitest'
import { fitTiles } from './fit-tiles.js'

it('every client gets a tile, and the tiles fill the box', () => {
  for (const count of [1, 2, 5, 12, 37, 80, 200, 300]) {
    const { columns, rows } = fitTiles(count, 1400, 900, 8)
    expect(columns * rows).toBeGreaterThanOrEqual(count)
    expect(columns * (rows - 1)).toBeLessThan(count)
  }
})

it('tiles are wider than high on a wall, and one below the other in a narrow column', () => {
  expect(fitTiles(12, 1400, 900, 8)).toEqual({ columns: 3, rows: 4 })
  expect(fitTiles(4, 200, 900, 8)).toEqual({ columns: 1, rows: 4 })
  expect(fitTiles(0, 1400, 900, 8)).toEqual({ columns: 1, rows: 1 })
})

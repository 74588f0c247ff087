import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Vector } from './cases.js'
import { runCase } from './cases.js'
import { openVectorPage } from './chromium.js'
import vectors from './vectors.json' with { type: 'json' }

/** What Wardroom does not do: type 0 (no MAC; account.test.ts has it refused), upstream's hash at rest and its looser check of imports. */
const unused = ['encstring.type0-legacy', 'server.at-rest-hash', 'server.encstring-shape']
const sealing: Vector[] = vectors.filter(({ area }) => !unused.includes(area))

it('holds every vector of its areas', () => {
  expect(vectors).toHaveLength(37)
  expect(sealing).toHaveLength(34)
})

describe('in Node', () => {
  it.each(sealing)('$area $id', async (vector) => {
    expect(await runCase(vector)).toEqual(vector.output)
  })
})

describe('in Chromium', () => {
  let page: Awaited<ReturnType<typeof openVectorPage>>

  beforeAll(async () => {
    page = await openVectorPage()
  }, 60_000)
  afterAll(() => page?.close())

  it.each(sealing)('$area $id', async (vector) => {
    expect(await page.runCase(vector)).toEqual(vector.output)
  })
})

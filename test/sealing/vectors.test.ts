import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Vector } from './cases.js'
import { runCase } from './cases.js'
import { openVectorPage } from './chromium.js'
import vectors from './vectors.json' with { type: 'json' }

// How a server hashes at rest is no part of the sealing; server/src/account/password-hash.test.ts takes that vector from the same file.
const sealing: Vector[] = vectors.filter(({ area }) => area !== 'server.at-rest-hash')

it('holds every vector of its areas', () => {
  expect(vectors).toHaveLength(35)
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

import { makeSchema } from '@wardroom/server/schema'
import { readCursor } from '@wardroom/server/event/cursor'
import { answerer, bytesKept } from '@wardroom/server/feed/answer'
import { keptDocuments } from '@wardroom/server/request/documents'
import { parse } from 'graphql'
import { expect, it } from 'vitest'

const schema = await makeSchema()
const providerId = '10000000-0000-4000-8000-000000000000'

const question = (query: string) => ({ query, operationName: null, variables: {} })

it('a heartbeat tells place and time as they are, and its document is neither parsed nor executed anew', async () => {
  const documents = keptDocuments()
  const answer = answerer(schema, documents, question(
    'subscription { e: events { cursor at again: cursor events { seq } __typename ...Late } } fragment Late on EventBatch { late: at }',
  ))
  const beat = async (seq: number) => JSON.parse(await answer({ providerId, rows: [], seq })) as { data: { e: Record<string, string> } }
  const first = await beat(7)
  documents.clear()
  await expect.poll(() => Date.now()).toBeGreaterThan(Date.parse(first.data.e.at!))
  const { data: { e: { cursor, again, at, late, ...rest } } } = await beat(12)
  expect(rest).toEqual({ events: [], __typename: 'EventBatch' })
  expect([cursor, again].map(cursor => readCursor(cursor!))).toEqual([{ providerId, seq: 12 }, { providerId, seq: 12 }])
  expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  expect(Date.parse(at!)).toBeGreaterThan(Date.parse(first.data.e.at!))
  expect(late).toBe(at)
  expect((await beat(13)).data.e.again).not.toBe(again)
  expect(documents.size).toBe(0)
})

it('names that an empty answer repeats are counted with what is kept', () => {
  const query = (name: string) => `subscription { events { ${name}: cursor } }`
  const bytes = (name: string) => bytesKept(question(query(name)), parse(query(name)))
  expect(bytes('x'.repeat(10_001)) - bytes('x')).toBe(20_000)
})

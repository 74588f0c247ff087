import { execute, parse, visit } from 'graphql'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import type { LRUCache } from 'lru-cache'
import { writeCursor } from '../event/cursor.js'
import type { Batch, DatedBatch } from './subscriber.js'

/** What a subscription keeps for as long as it runs: of its variables those that are declared, and the text in place of the document. */
export interface Question {
  query: string
  operationName: string | null
  variables: Record<string, unknown>
}

/** How many bytes are kept to answer it: those of the question, and the names that its empty answer repeats. */
export function bytesKept(question: Question, document: DocumentNode): number {
  let bytes = Buffer.byteLength(JSON.stringify(question))
  visit(document, { Field({ alias }) { bytes += alias?.value.length ?? 0 } })
  return bytes
}

/**
 * How the batches of one subscription are answered. An empty one, as every heartbeat is, is executed once: the later ones differ from
 * it in place and time alone.
 */
export function answerer(
  schema: GraphQLSchema,
  documents: LRUCache<string, DocumentNode>,
  { query, operationName, variables }: Question,
): (batch: Batch) => Promise<string> {
  let empty: { text: string, of: DatedBatch } | undefined
  return async (batch) => {
    const rootValue: DatedBatch = { ...batch, at: new Date() }
    if (empty && !batch.rows.length)
      return withPlaceAndTime(empty.text, empty.of, rootValue)
    const document = documents.get(query) ?? parse(query)
    documents.set(query, document)
    const result = await execute({ schema, document, rootValue, variableValues: variables, operationName, contextValue: {} })
    if (result.errors)
      throw result.errors[0]!
    const text = JSON.stringify(result)
    if (!batch.rows.length)
      empty = { text, of: rootValue }
    return text
  }
}

/** Only a value stands behind a colon, never a name that the document chose. */
function withPlaceAndTime(text: string, before: DatedBatch, now: DatedBatch): string {
  return text
    .replaceAll(`:"${writeCursor(before)}"`, `:"${writeCursor(now)}"`)
    .replaceAll(`:"${before.at.toISOString()}"`, `:"${now.at.toISOString()}"`)
}

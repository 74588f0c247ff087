import type { DocumentNode } from 'graphql'
import { LRUCache } from 'lru-cache'
import { limits } from './limits.js'

/** Characters of a document, comments too, that take the room of one of its tokens. */
const charactersPerToken = 64

/** Documents that were found valid, the newest of them. A document takes room by its tokens and its text, which both stay linked to it. */
export function keptDocuments(): LRUCache<string, DocumentNode> {
  return new LRUCache({ maxSize: limits.documentTokens, sizeCalculation: sizeOfDocument })
}

/** In tokens. */
export function sizeOfDocument({ loc }: DocumentNode): number {
  let size = Math.ceil((loc?.source.body.length ?? 0) / charactersPerToken)
  for (let token = loc?.startToken ?? null; token; token = token.next)
    size++
  return Math.max(1, size)
}

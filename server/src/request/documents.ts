import type { DocumentNode } from 'graphql'
import { LRUCache } from 'lru-cache'
import { limits } from './limits.js'

/** Documents that were found valid, the newest of them. A document takes room by its tokens, which all stay linked to it. */
export function keptDocuments(): LRUCache<string, DocumentNode> {
  return new LRUCache({ maxSize: limits.documentTokens, sizeCalculation: tokensOf })
}

function tokensOf({ loc }: DocumentNode): number {
  let count = 0
  for (let token = loc?.startToken ?? null; token; token = token.next)
    count++
  return Math.max(1, count)
}

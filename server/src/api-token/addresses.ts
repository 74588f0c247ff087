import { cleanNetwork } from '../lib/networks.js'
import { Refused } from '../lib/refused.js'

/** Addresses and networks that a token may be used from. */
const most = 50

/** In one spelling, each once; null: from anywhere. */
export function cleanAddresses(texts: string[] | null | undefined): string[] | null {
  if (!texts)
    return null
  if (!texts.length || texts.length > most)
    throw new Refused('BAD_USER_INPUT', `\`allowedAddresses\` must have 1 to ${most} entries, or be left out.`, { field: 'allowedAddresses', max: most })
  return [...new Set(texts.map((text, row) => cleanNetwork(text.trim()) ?? refuse(row)))].sort()
}

function refuse(row: number): never {
  const sentence = `Entry ${row + 1} of \`allowedAddresses\` must be an address or a network such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32, without bits beyond its length.`
  throw new Refused('BAD_USER_INPUT', sentence, { field: 'allowedAddresses' })
}

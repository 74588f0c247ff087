import { limits } from '../request/limits.js'

const ofClients = new Set<unknown>(['connection_init', 'ping', 'pong', 'subscribe', 'complete'])

/** What is used of a message that a client may send; null where it is none, which is answered with 4400. */
export function readMessage(text: string): Record<string, unknown> | null {
  const message = pick(parsed(text), ['type', 'id', 'payload'])
  if (!message || !ofClients.has(message.type))
    return null
  const { id, payload } = message
  if (typeof id === 'string' && Buffer.byteLength(id) > limits.subscriptionIdBytes)
    return null
  return { ...message, payload: pick(payload, ['accessToken', 'query', 'operationName', 'variables']) ?? payload }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  }
  catch {
    return null
  }
}

function pick(value: unknown, names: string[]): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)))
    : null
}

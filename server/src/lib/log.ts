import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'

/** JSON lines on standard output. Errors are written by an allow-list: PostgreSQL quotes whole rows in its details, ORMs parameters. */
export function makeLog(level: string, to?: DestinationStream): Logger {
  return pino({ level, serializers: { err: writable } }, to)
}

const members = ['code', 'severity', 'schema', 'table', 'column', 'constraint', 'routine', 'syscall', 'address', 'port'] as const

function writable(error: unknown): unknown {
  if (!(error instanceof Error))
    return { type: typeof error }
  const facts = error as Error & Partial<Record<typeof members[number], unknown>>
  return {
    type: error.constructor.name,
    message: error.message,
    stack: error.stack,
    ...Object.fromEntries(members.filter(name => facts[name] !== undefined).map(name => [name, facts[name]])),
    ...error.cause !== undefined && { cause: writable(error.cause) },
  }
}

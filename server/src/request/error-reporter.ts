import { randomUUID } from 'node:crypto'
import { GraphQLError } from 'graphql'
import type { GraphQLFormattedError } from 'graphql'
import { errors } from '@wardroom/schema/errors'
import type { ErrorCode } from '@wardroom/schema/errors'
import type { Logger } from 'pino'
import { asRefusal } from '../database/errors.js'
import type { Metrics } from '../lib/metrics.js'
import { Refused } from '../lib/refused.js'
import { isLimitError } from './limits.js'

/** Apollo's codes for documents that are at fault themselves. */
const documentErrors = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
])

/** Maps anything thrown to the refusal that the caller gets: a refusal as it is, a bug as INTERNAL with the request id of its log line. */
export class ErrorReporter {
  constructor(private readonly log: Logger, private readonly metrics: Metrics) {}

  refusal(error: unknown, requestId: string = randomUUID()): Refused {
    const refusal = this.classify(error, requestId)
    this.metrics.refusals.inc({ code: refusal.code })
    return refusal
  }

  /** In the form of GraphQL, with the path where it happened. */
  graphql(error: unknown): GraphQLFormattedError {
    const { code, message, facts } = this.refusal(error)
    const { path, locations } = error instanceof GraphQLError ? error : { path: undefined, locations: undefined }
    return { message, ...path && { path }, ...locations && { locations }, extensions: { code, ...facts } }
  }

  private classify(error: unknown, requestId: string): Refused {
    const cause = rootOf(error)
    const refusal = asRefusal(cause)
    if (refusal instanceof Refused)
      return refusal
    if (cause instanceof GraphQLError && !cause.originalError) {
      const { code, ...facts } = cause.extensions
      if (typeof code === 'string' && code in errors)
        return new Refused(code as ErrorCode, redact(cause.message), facts.stacktrace ? {} : facts)
      if (code === undefined || documentErrors.has(String(code)))
        return new Refused(isLimitError(cause) ? 'LIMIT_EXCEEDED' : 'BAD_USER_INPUT', redact(cause.message))
    }
    this.log.error({ err: cause, requestId }, 'a request failed')
    return new Refused('INTERNAL', undefined, { requestId })
  }
}

function rootOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? rootOf(error.originalError) : error
}

const invalidVariable = /^Variable "(\$\w+)" got invalid value .*?(?: at "([\w.[\]]+)")?; ([^;]*)$/s
const safeReason = /^Field "?[\w.]+"? (?:of required type "?[\w![\]]+"? was not provided|is not defined by type "?\w+"?)\.?$/

/** Repeats neither names of the schema that the caller did not write, nor values, which may be secret. */
function redact(message: string): string {
  const variable = invalidVariable.exec(message)
  if (variable)
    return `Variable "${variable[1]}"${variable[2] ? ` at "${variable[2]}"` : ''} does not fit: ${safeReason.test(variable[3]!) ? variable[3] : 'it has another type than the schema asks for.'}`
  return message.replace(/ ?Did you mean .*$/s, '').slice(0, 500)
}

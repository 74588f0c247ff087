import type { ErrorCode } from '@wardroom/schema/errors'
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors'

/** Codes of what is refused in the browser, before or without the server. */
const localCodes = [
  'UNREACHABLE',
  'EMAIL_MALFORMED',
  'LOCKED',
  'NO_KEY',
  'PROVIDER_UNKNOWN',
  'RECOVERY_KEY_FOREIGN',
  'ENROLLED_AS_ANOTHER',
  'EXPORT_TOO_LARGE',
  'KEYS_DIFFER',
  'KEYS_UNBOUND',
  'KEYS_WITHHELD',
  'KEYS_TAMPERED',
  'KEYS_UNSUPPORTED',
  'OWN_KEY_REPLACED',
  'EMAIL_REPLACED',
  'SECOND_STEP_DECLINED',
  'ACCOUNT_KNOWN',
  'ACCOUNT_PRESENT',
  'KEY_UNKNOWN',
  'PASSWORD_IN_FORCE',
  'PROOF_REFUSED',
  'SECRET_MALFORMED',
  'SECURITY_KEY_KNOWN',
  'SECURITY_KEY_SILENT',
  'SECURITY_KEY_UNSUPPORTED',
  'KDF_DOWNGRADE',
  'KDF_EXCESSIVE',
  'SALT_REPLACED',
] as const
export type LocalCode = typeof localCodes[number]

/** Why something was not done: a stable code, the server's English sentence that says what to do, and the facts of the case. */
export class Refusal extends Error {
  constructor(readonly code: string, message: string, readonly facts: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.name = 'Refusal'
  }

  /** A refusal as the server made it: what only the browser can know, no answer says. */
  static told(code: string, message: string, facts?: Readonly<Record<string, unknown>>): Refusal {
    return new Refusal(toldCode(code), message, facts)
  }

  /** A refusal that the server did not make; what it says stands among the messages. */
  static local(code: LocalCode | ErrorCode, facts?: Readonly<Record<string, unknown>>): Refusal {
    return new Refusal(code, '', facts)
  }
}

/** What a code of an answer counts as. */
export function toldCode(code: string): string {
  return (localCodes as readonly string[]).includes(code) ? 'INTERNAL' : code
}

/** Whether the server did not answer at all, or could not for now: then the question is worth asking again. */
export function isUnanswered({ code }: Refusal): boolean {
  return code === 'UNREACHABLE' || code === 'UNAVAILABLE'
}

/** Any failure of a request as a refusal; what is no answer of the server becomes `UNREACHABLE`, what is neither becomes `INTERNAL`. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal)
    return error
  if (CombinedGraphQLErrors.is(error)) {
    const [first] = error.errors
    const { code, ...facts } = first?.extensions ?? {}
    return Refusal.told(typeof code === 'string' ? code : 'INTERNAL', first?.message ?? error.message, facts)
  }
  if (ServerError.is(error))
    return refusalOfBody(error.bodyText, error.statusCode)
  if (error instanceof TypeError
    || (error instanceof Error && error.name === 'TimeoutError')
    || (error instanceof Error && error.message.startsWith('Socket closed'))) {
    return Refusal.local('UNREACHABLE')
  }
  return Object.assign(Refusal.local('INTERNAL'), { cause: error })
}

/** A refusal from the JSON body `{error: {code, message, facts}}` or `{errors: […]}` of a plain HTTP answer. */
export function refusalOfBody(body: string, status: number): Refusal {
  const parsed = parse(body)
  const error = parsed?.error
  if (isRecord(error) && typeof error.code === 'string')
    return Refusal.told(error.code, String(error.message ?? error.code), isRecord(error.facts) ? error.facts : {})
  const first = Array.isArray(parsed?.errors) ? parsed.errors[0] as unknown : undefined
  if (isRecord(first) && isRecord(first.extensions) && typeof first.extensions.code === 'string') {
    const { code, ...facts } = first.extensions
    return Refusal.told(String(code), String(first.message ?? code), facts)
  }
  if (status === 502 || status === 503 || status === 504)
    return Refusal.local('UNAVAILABLE')
  return Object.assign(Refusal.local('INTERNAL'), { cause: status })
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  }
  catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import { errors } from '@wardroom/schema/errors'
import type { ErrorCode, Facts } from '@wardroom/schema/errors'

/**
 * An expected error: a stable code, a sentence that says what to do, and facts that help to do it.
 * Anything else that is thrown is a bug: logged with the request id and answered as INTERNAL.
 */
export class Refused extends Error {
  constructor(readonly code: ErrorCode, sentence: string = errors[code].sentence, readonly facts: Facts = {}) {
    super(sentence)
  }

  get status(): number {
    return errors[this.code].status
  }
}

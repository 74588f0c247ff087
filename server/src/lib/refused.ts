import { errors } from '@wardroom/schema/errors'
import type { ErrorCode, Facts } from '@wardroom/schema/errors'

const ofTheRequest: ReadonlySet<string> = new Set(['field', 'max', 'retryAfterSeconds', 'rows'])

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

  /** What it says of the request that was sent, without what it says of the records that were met. */
  aboutTheRequest(): Refused {
    const facts = Object.fromEntries(Object.entries(this.facts).filter(([name]) => ofTheRequest.has(name)))
    return new Refused(this.code, this.code === 'BAD_USER_INPUT' ? this.message : undefined, facts)
  }
}

import { answerLimit } from './timed-fetch.js'

/** A part of the application did not come: the server does not answer, or a newer build has replaced it. */
export class MissingPart extends Error {}

/** Loads a part of the application; it comes in time or counts as missing. */
export function loadPart<T>(load: () => Promise<T>, limit = answerLimit): () => Promise<T> {
  return async () => {
    const over = Promise.withResolvers<never>()
    const timer = setTimeout(() => over.reject(new Error('It did not come in time.')), limit)
    try {
      return await Promise.race([load(), over.promise])
    }
    catch (cause) {
      throw new MissingPart('A part of the application could not be loaded.', { cause })
    }
    finally {
      clearTimeout(timer)
    }
  }
}

import { nameFault, readEmail, tidyName } from '@wardroom/schema/text'
import { Refused } from './refused.js'

/** A name that a person typed, as it is stored (schema/text.ts says what a name is). */
export function cleanName(text: string, what: string, max = 50): string {
  const name = tidyName(text)
  const fault = nameFault(name, max)
  if (fault === 'INVISIBLE') {
    throw new Refused(
      'BAD_USER_INPUT',
      `The ${what} has signs that cannot be seen, or that turn the direction of the text; type it instead of pasting it.`,
      { field: what, max },
    )
  }
  if (fault)
    throw new Refused('BAD_USER_INPUT', `The ${what} must have 1 to ${max} characters on one line.`, { field: what, max })
  return name
}

const longestExternalId = 300

/** The id a directory knows something by. Errors: BAD_USER_INPUT. */
export function cleanExternalId(text: string): string {
  if (!/^\P{C}+$/u.test(text) || text.length > longestExternalId)
    throw new Refused('BAD_USER_INPUT', `\`externalId\` must have 1 to ${longestExternalId} characters on one line.`, { field: 'externalId', max: longestExternalId })
  return text
}

export function requireEmail(text: string): string {
  const email = readEmail(text)
  if (!email)
    throw new Refused('BAD_USER_INPUT', 'This is not an e-mail address; write it as name@example.com, 256 characters at most.', { field: 'email' })
  return email
}

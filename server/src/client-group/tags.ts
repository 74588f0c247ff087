import { maxTag } from '@wardroom/schema/limits'
import { cleanName } from '../lib/text.js'

/** Tags as they are stored and compared: names in lower case, each once, in order. Errors: BAD_USER_INPUT. */
export function cleanTags(texts: readonly string[], field: string): string[] {
  return [...new Set(texts.map(text => cleanName(text, field, maxTag).toLowerCase().normalize('NFC')))].sort()
}

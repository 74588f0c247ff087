/**
 * A name as the server tells it, for a place near a phrase: five and more words joined by hyphens look like one, and stand only where the
 * browser made it.
 */
export function withoutPhrase(name: string): string {
  return name.replaceAll(/\p{L}+(?:\p{Pd}\p{L}+){4,}/gu, '…')
}

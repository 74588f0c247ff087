/** False where WebCrypto is missing: browsers have it over HTTPS and on localhost only. Ask once at start and say so. */
export function canSeal(): boolean {
  return globalThis.crypto?.subtle !== undefined
}

import { remembered } from '../lib/remembered.js'

/**
 * The user keys that each account has had in this browser, by their digests, the newest last: by the account's public key.
 * A rotation retires a key for good, so that a server that answers an old one, which somebody else may know, is found out.
 */
const digests = remembered<string[]>('wardroom.user-keys', merged)

/** Of an account; the oldest are forgotten first. */
const most = 20

/** What this page has seen and what another has noted; the newest of the one that knows both. */
function merged(seen: string[], stored: string[]): string[] {
  const [older, newer] = stored.includes(seen.at(-1)!) ? [seen, stored] : [stored, seen]
  return [...older.filter(digest => !newer.includes(digest)), ...newer]
}

/** Whether the account has had another key since. */
export function isFormerUserKey(account: string, digest: string): boolean {
  const known = digests.all()[account] ?? []
  return known.includes(digest) && known.at(-1) !== digest
}

export function rememberUserKey(account: string, digest: string): void {
  const others = (digests.all()[account] ?? []).filter(known => known !== digest)
  digests.put(account, [...others, digest].slice(-most))
}

import { moveKdf } from './known-kdf.js'
import { moveOwnKey } from './known-own-key.js'

/** The change of address that was sent from this browser last, both as the person typed them: its answer may have been lost. */
const kept = 'wardroom.address-change'

interface Move { from: string, to: string }

/** Before it is sent: from now on the server may name the new address. */
export function noteMove(move: Move): void {
  localStorage.setItem(kept, JSON.stringify(move))
}

/** The server said that nothing was changed. */
export function forgetMove(): void {
  localStorage.removeItem(kept)
}

/**
 * Under which address a session goes on. A server names another than the one that was typed only where the person changed it to that one
 * here; then all that this browser knows of the one holds for the other.
 * @param typed under which the session began, as `readEmail` gives it
 */
export function addressNow(typed: string, answered: string): string {
  const move = read()
  if (move === null || move.to !== answered || (typed !== move.from && typed !== move.to))
    return typed
  moveOwnKey(move.from, move.to)
  moveKdf(move.from, move.to)
  forgetMove()
  return move.to
}

function read(): Move | null {
  try {
    return JSON.parse(localStorage.getItem(kept) ?? 'null') as Move | null
  }
  catch {
    return null
  }
}

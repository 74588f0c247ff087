import type { ErrorCode } from '@wardroom/schema/errors'
import type { LocalCode } from '../lib/refusal.js'
import { errors } from '@wardroom/schema/errors'

/** What a code may say: the server's errors, its notes on single rows, and what is refused in the browser. */
export type RefusalCode = ErrorCode | LocalCode | 'ALREADY_MEMBER'

const sentences = Object.fromEntries(Object.entries(errors).map(([code, { sentence }]) => [code, sentence])) as Record<ErrorCode, string>

/** Why something was refused: the server's own sentences, and those of what never reaches the server. */
export const refusal = {
  ...sentences,
  ALREADY_MEMBER: 'Already belongs here; nothing was sent.',
  KDF_DOWNGRADE: 'The server asks for a key derivation outside the safe bounds; nothing was sent. Report this before you try again.',
  KEYS_DIFFER: 'The provider\'s copy of this client\'s key differs from your own: one was replaced. Nothing was sent; report this.',
  LOCKED: 'The keys are locked; unlock them with your master password.',
  NOT_FOUND: 'There is no such record, or it is not yours to see; check the link.',
  NO_KEY: 'You do not hold the key that this needs; ask another administrator.',
  UNREACHABLE: 'The server cannot be reached; check the connection and try again.',
} satisfies Record<RefusalCode, string>

declare module 'vue-i18n' {
  interface DefineLocaleMessage { refusal: typeof refusal }
}

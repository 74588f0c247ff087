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
  ACCOUNT_KNOWN: 'This browser knows keys of this address, so no new ones were made, and nothing was sent. Was your account not deleted, report this.',
  ACCOUNT_PRESENT: 'You are signed in with this address, so it has an account, and the server says that it has none. Nothing was made or sent; report this. Was your account deleted, sign out first.',
  EMAIL_MALFORMED: 'This is not an e-mail address; correct it.',
  EMAIL_REPLACED: 'The server named another address as yours than the one that you signed in with; nothing was derived for it or sent. You are signed out; report this before you sign in again.',
  KDF_DOWNGRADE: 'The server asks for a weaker key derivation than your account has; nothing was sent. Report this before you try again.',
  KDF_EXCESSIVE: 'The server asks for a heavier key derivation than any account has; nothing was derived or sent. Report this before you try again.',
  KEYS_DIFFER: 'The key that the server handed over is not the one that you hold, or not that of this client: it was replaced. Nothing was sealed or sent; report this.',
  KEYS_UNBOUND: 'The key of this client is not bound to it, as only on clients of before November 2026. Nothing was sealed or sent. Is this client newer, report this; is it not, bind the key first, in the menu of the client\'s page.',
  KEYS_WITHHELD: 'The server withholds a key that you hold, or your own note of it. Nothing was sealed or sent. Have you left the provider that you worked for in this browser, use a browser profile of its own; else report this.',
  KEYS_TAMPERED: 'The server answered keys that are not yours, although your password was right: they were replaced or damaged. You are signed out; report this before you sign in again. Was your account deleted and made anew elsewhere, use a new browser profile.',
  KEYS_UNSUPPORTED: 'This account uses a newer encryption than this page knows; nothing was changed and you are signed out. Load the page anew, or ask for an update of Wardroom.',
  KEY_UNKNOWN: 'In this browser you have never used this key, and have not said that you joined what it is for. Nothing was sealed or sent; report this if you have not joined it.',
  LOCKED: 'The keys are locked; unlock them with your master password.',
  NOT_FOUND: 'There is no such record, or it is not yours to see; check the link.',
  NO_KEY: 'You do not hold the key that this needs; ask another administrator.',
  OWN_KEY_REPLACED: 'The server showed another public key as yours than the one that belongs to your private key: it was replaced. You are signed out; tell nobody a phrase, and report this.',
  PASSWORD_IN_FORCE: 'What you typed as the new master password is your master password already, as after a change whose answer was lost; there is nothing left to change.',
  PROOF_REFUSED: 'The server says that your present master password is wrong, which has just opened your keys here. It may have been changed elsewhere at this moment: try again, and report it if this stands here again.',
  PROVIDER_UNKNOWN: 'In this browser you have worked for another provider; the server could pass a key off as that of a new one. Nothing was sealed or sent. Have you joined a second provider, use a browser profile of its own for it; else report this.',
  ENROLLED_AS_ANOTHER: 'What the server handed over was enrolled by {email}. Has this person changed their address from that one, say so below; else the server would have you open somebody else\'s vault: report this. Nothing was set.',
  EXPORT_TOO_LARGE: 'There are more than {max} rows, too many for one file; narrow the filter.',
  RECOVERY_KEY_FOREIGN: 'What this person enrolled with does not open their keys; setting it would lock them out for ever, so nothing was set. Report this.',
  SECOND_STEP_DECLINED: 'The second step was not done, so you are not signed in.',
  SECRET_MALFORMED: 'The server answered a secret that does not have the shape of one, so it is not shown. Take back what was made, and report this.',
  SECURITY_KEY_KNOWN: 'This security key is among yours already; take another one.',
  SECURITY_KEY_SILENT: 'No security key answered. Plug it in or hold it close, and try again.',
  SECURITY_KEY_UNSUPPORTED: 'This browser takes no security keys here: they need a current browser, and Wardroom under a name, not a number.',
  SALT_REPLACED: 'The server answered with a salt that is not that of this address; nothing was derived or sent. Report this before you try again.',
  UNREACHABLE: 'The server cannot be reached; check the connection and try again.',
} satisfies Record<RefusalCode, string>

declare module 'vue-i18n' {
  interface DefineLocaleMessage { refusal: typeof refusal }
}

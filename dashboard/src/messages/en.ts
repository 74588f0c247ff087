import { errors } from '@wardroom/schema/errors'
import { account, profile } from '../account/account.en.js'
import { token } from '../api-token/api-token.en.js'
import { client, plan } from '../client/client.en.js'
import { event } from '../event/event.en.js'
import { live } from '../live/live.en.js'
import { mailbox } from '../mailbox/mailbox.en.js'
import { team } from '../provider-user/provider-user.en.js'
import { pool } from '../seat-pool/seat-pool.en.js'
import { seat } from '../seat/seat.en.js'
import { auth } from '../session/auth.en.js'
import { setup } from '../setup/setup.en.js'
import { shell } from '../shell/shell.en.js'
import { ui } from '../ui/ui.en.js'
import { user } from '../user/user.en.js'
import { wall } from '../wall/wall.en.js'

/** Why something was refused: the server's own sentences, and those of what never reaches the server. */
const refusal: Record<string, string> = {
  ...Object.fromEntries(Object.entries(errors).map(([code, { sentence }]) => [code, sentence])),
  ALREADY_MEMBER: 'Already belongs here; nothing was sent.',
  KDF_DOWNGRADE: 'The server asks for a key derivation outside the safe bounds; nothing was sent. Report this before you try again.',
  KEYS_DIFFER: 'The provider\'s copy of this client\'s key differs from your own: one was replaced. Nothing was sent; report this.',
  LOCKED: 'The keys are locked; unlock them with your master password.',
  NO_KEY: 'You hold no key for this, so you cannot hand it on; ask another administrator.',
  UNREACHABLE: 'The server cannot be reached; check the connection and try again.',
}

export const en = { account, auth, client, event, live, mailbox, plan, pool, profile, refusal, seat, setup, shell, team, token, ui, user, wall }

/** The shape that every language has: the same keys, other words. */
export type Messages = Worded<typeof en>
type Worded<T> = { [Key in keyof T]: T[Key] extends string ? string : Worded<T[Key]> }

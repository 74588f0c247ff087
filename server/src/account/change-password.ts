import { Field, InputType } from 'type-graphql'
import type { Device } from '../access/device.js'
import type { Identity } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import { requireSealed } from '../lib/sealed.js'
import type { Services } from '../request/services.js'
import { changeWithEvent } from './account-events.js'
import { passwordChangedMail } from './account-mails.js'
import { changeAccount } from './change-account.js'
import { endSessions } from './end-sessions.js'
import { FullProofInput } from './full-proof-input.js'
import { cleanHint } from './password-hint.js'
import { hashPassword } from './password-hash.js'
import { requireFullProof } from './proof.js'
import { requireOwnRights } from './own-rights.js'

@InputType({
  description: 'What a person\'s own device makes of the present and the new master password; neither is among it. Salt, numbers of the key derivation and '
    + 'user key stay, so that everything the person could open still opens.',
})
export class ChangeMasterPasswordInput extends FullProofInput {
  @Field(() => String, { description: 'Proof of the new master password. 32 bytes in base64.' })
  newMasterPasswordHash!: string

  @Field(() => String, { description: 'The same user key under the new stretched master key, EncString type 2.' })
  newWrappedUserKey!: string

  @Field(() => String, {
    nullable: true,
    description: 'A hint for the new password, in the place of the one before, which the server keeps readable and mails when it is asked for (`/auth/send-hint`): 1 to 50 characters on one line; null: none.',
  })
  passwordHint?: string | null
}

/** Proof and wrapped key change together, or not at all; every other session of the person ends with them. */
export async function changeMasterPassword(
  services: Services,
  person: Identity & { sessionId: string },
  { newMasterPasswordHash, newWrappedUserKey, passwordHint, ...proof }: ChangeMasterPasswordInput,
  origin: { device: Device, now: Date },
): Promise<void> {
  requireSealed('masterPasswordHash', proof.masterPasswordHash, 'masterPasswordHash')
  requireSealed('masterPasswordHash', newMasterPasswordHash, 'newMasterPasswordHash')
  requireSealed('wrappedKey', newWrappedUserKey, 'newWrappedUserKey')
  const { secrets: { pepper }, identities, config } = services
  const hint = cleanHint(passwordHint)
  const account = await requireFullProof(services, person, proof, origin)
  if (account.mustChangePassword && newMasterPasswordHash === proof.masterPasswordHash)
    throw new Refused('BAD_USER_INPUT', 'This is the temporary master password, which somebody else knows; choose another.', { field: 'newMasterPasswordHash' })
  const passwordHash = await hashPassword(newMasterPasswordHash, pepper)
  await changeWithEvent(services, origin, async (db) => {
    await requireOwnRights(db, person)
    await changeAccount(db, account, {
      password_hash: passwordHash,
      wrapped_user_key: newWrappedUserKey,
      must_change_password: false,
      password_hint: hint,
    })
    const { ended: sessions } = await endSessions(db, account.id, { but: person.sessionId })
    return {
      account,
      name: account.mustChangePassword ? 'User_UpdatedTempPassword' : 'User_ChangedPassword',
      details: { sessions },
      mail: passwordChangedMail({ to: account.email, link: config.origin, ...origin }),
    }
  })
  identities.forget()
}

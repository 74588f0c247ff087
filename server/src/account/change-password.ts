import { Field, InputType } from 'type-graphql'
import type { Device } from '../access/device.js'
import type { Identity } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import { requireSealed } from '../lib/sealed.js'
import type { Services } from '../request/services.js'
import { changeWithEvent } from './account-events.js'
import { passwordChangedMail } from './account-mails.js'
import { endSessions } from './end-sessions.js'
import { hashPassword } from './password-hash.js'
import { requireFullProof } from './proof.js'
import { requireOwnRights } from './own-rights.js'
import { SecurityKeyAnswerInput } from './security-key.js'

@InputType({
  description: 'What a person\'s own device makes of the present and the new master password; neither is among it. Salt, numbers of the key derivation and '
    + 'user key stay, so that everything the person could open still opens.',
})
export class ChangeMasterPasswordInput {
  @Field(() => String, { description: 'Proof of the present master password, as at sign-in. 32 bytes in base64.' })
  masterPasswordHash!: string

  @Field(() => String, { nullable: true, description: 'A code of the person\'s authenticator: this, `securityKey` or `emailCode` where they have two-step login.' })
  code?: string | null

  @Field(() => SecurityKeyAnswerInput, { nullable: true, description: 'An answer to `challengeSecurityKey`.' })
  securityKey?: SecurityKeyAnswerInput | null

  @Field(() => String, { nullable: true, description: 'The code of `mailCode`; spaces do not count.' })
  emailCode?: string | null

  @Field(() => String, { description: 'Proof of the new master password. 32 bytes in base64.' })
  newMasterPasswordHash!: string

  @Field(() => String, { description: 'The same user key under the new stretched master key, EncString type 2.' })
  newWrappedUserKey!: string
}

/** Proof and wrapped key change together, or not at all; every other session of the person ends with them. */
export async function changeMasterPassword(
  services: Services,
  person: Identity & { sessionId: string },
  { masterPasswordHash, code, securityKey, emailCode, newMasterPasswordHash, newWrappedUserKey }: ChangeMasterPasswordInput,
  origin: { device: Device, now: Date },
): Promise<void> {
  requireSealed('masterPasswordHash', masterPasswordHash, 'masterPasswordHash')
  requireSealed('masterPasswordHash', newMasterPasswordHash, 'newMasterPasswordHash')
  requireSealed('wrappedKey', newWrappedUserKey, 'newWrappedUserKey')
  const { secrets: { pepper }, identities, config } = services
  const account = await requireFullProof(services, person, { masterPasswordHash, code, securityKey, emailCode }, origin)
  if (account.mustChangePassword && newMasterPasswordHash === masterPasswordHash)
    throw new Refused('BAD_USER_INPUT', 'This is the temporary master password, which somebody else knows; choose another.', { field: 'newMasterPasswordHash' })
  const passwordHash = await hashPassword(newMasterPasswordHash, pepper)
  await changeWithEvent(services, origin, async (db) => {
    await requireOwnRights(db, person)
    const { rowCount: changed } = await db.query(
      `update account set password_hash = $2, wrapped_user_key = $3, must_change_password = false
       where id = $1 and password_hash = $4 and wrapped_user_key = $5`,
      [account.id, passwordHash, newWrappedUserKey, account.passwordHash, account.wrappedUserKey],
    )
    if (!changed)
      throw new Refused('CONFLICT')
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

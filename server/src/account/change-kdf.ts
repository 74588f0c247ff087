import { isWeakerKdf } from '@wardroom/schema/sealing/kdf-numbers'
import { Field, InputType } from 'type-graphql'
import type { Device } from '../access/device.js'
import type { Identity } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import { requireSealed } from '../lib/sealed.js'
import type { Services } from '../request/services.js'
import { changeWithEvent } from './account-events.js'
import { kdfChangedMail } from './account-mails.js'
import { endSessions } from './end-sessions.js'
import { hashPassword } from './password-hash.js'
import { requireFullProof } from './proof.js'
import { requireOwnRights } from './own-rights.js'
import { checkKdf, Kdf } from './registration.js'
import { SecurityKeyAnswerInput } from './security-key.js'

@InputType({
  description: 'What a person\'s own device makes of the master password with other numbers. Password, salt and user key stay, so that everything the '
    + 'person could open still opens.',
})
export class ChangeKdfInput {
  @Field(() => String, { description: 'Proof of the master password with the present numbers, as at sign-in. 32 bytes in base64.' })
  masterPasswordHash!: string

  @Field(() => String, { nullable: true, description: 'A code of the person\'s authenticator: this, `securityKey` or `emailCode` where they have two-step login.' })
  code?: string | null

  @Field(() => SecurityKeyAnswerInput, { nullable: true, description: 'An answer to `challengeSecurityKey`.' })
  securityKey?: SecurityKeyAnswerInput | null

  @Field(() => String, { nullable: true, description: 'The code of `mailCode`; spaces do not count.' })
  emailCode?: string | null

  @Field(() => Kdf, { description: 'The new numbers; none that make a guess cheaper than the present ones.' })
  kdf!: Kdf

  @Field(() => String, { description: 'Proof of the same master password with the new numbers. 32 bytes in base64.' })
  newMasterPasswordHash!: string

  @Field(() => String, { description: 'The same user key under the new stretched master key, EncString type 2.' })
  newWrappedUserKey!: string
}

/** Numbers, proof and wrapped key change together, or not at all; every other session of the person ends with them. */
export async function changeKdf(
  services: Services,
  person: Identity & { sessionId: string },
  { masterPasswordHash, code, securityKey, emailCode, kdf, newMasterPasswordHash, newWrappedUserKey }: ChangeKdfInput,
  origin: { device: Device, now: Date },
): Promise<Kdf> {
  requireSealed('masterPasswordHash', masterPasswordHash, 'masterPasswordHash')
  requireSealed('masterPasswordHash', newMasterPasswordHash, 'newMasterPasswordHash')
  requireSealed('wrappedKey', newWrappedUserKey, 'newWrappedUserKey')
  checkKdf(kdf)
  const { secrets: { pepper }, identities, config } = services
  const account = await requireFullProof(services, person, { masterPasswordHash, code, securityKey, emailCode }, origin)
  if (isWeakerKdf(kdf, account.kdf))
    throw new Refused('KDF_WEAKER')
  const passwordHash = await hashPassword(newMasterPasswordHash, pepper)
  const { type, iterations, memory = null, parallelism = null } = kdf
  await changeWithEvent(services, origin, async (db) => {
    await requireOwnRights(db, person)
    const { rowCount: changed } = await db.query(
      `update account set kdf_type = $2, kdf_iterations = $3, kdf_memory = $4, kdf_parallelism = $5, password_hash = $6, wrapped_user_key = $7
       where id = $1 and password_hash = $8 and wrapped_user_key = $9`,
      [account.id, type, iterations, memory, parallelism, passwordHash, newWrappedUserKey, account.passwordHash, account.wrappedUserKey],
    )
    if (!changed)
      throw new Refused('CONFLICT')
    const { ended: sessions } = await endSessions(db, account.id, { but: person.sessionId })
    return {
      account,
      name: 'User_ChangedKdf',
      details: { type, iterations, memory, parallelism, sessions },
      mail: kdfChangedMail({ to: account.email, link: config.origin, ...origin }),
    }
  })
  identities.forget()
  return kdf
}

import { isWeakerKdf } from '@wardroom/schema/sealing/kdf-numbers'
import { Field, InputType } from 'type-graphql'
import type { Device } from '../access/device.js'
import type { Identity } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import { requireSealed } from '../lib/sealed.js'
import type { Services } from '../request/services.js'
import { changeWithEvent } from './account-events.js'
import { kdfChangedMail } from './account-mails.js'
import { changeAccount } from './change-account.js'
import { endSessions } from './end-sessions.js'
import { FullProofInput } from './full-proof-input.js'
import { hashPassword } from './password-hash.js'
import { requireFullProof } from './proof.js'
import { requireOwnRights } from './own-rights.js'
import { checkKdf, Kdf } from './registration.js'

@InputType({
  description: 'What a person\'s own device makes of the master password with other numbers. Password, salt and user key stay, so that everything the '
    + 'person could open still opens.',
})
export class ChangeKdfInput extends FullProofInput {
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
  { kdf, newMasterPasswordHash, newWrappedUserKey, ...proof }: ChangeKdfInput,
  origin: { device: Device, now: Date },
): Promise<Kdf> {
  requireSealed('masterPasswordHash', proof.masterPasswordHash, 'masterPasswordHash')
  requireSealed('masterPasswordHash', newMasterPasswordHash, 'newMasterPasswordHash')
  requireSealed('wrappedKey', newWrappedUserKey, 'newWrappedUserKey')
  checkKdf(kdf)
  const { secrets: { pepper }, identities, config } = services
  const account = await requireFullProof(services, person, proof, origin)
  if (isWeakerKdf(kdf, account.kdf))
    throw new Refused('KDF_WEAKER')
  const passwordHash = await hashPassword(newMasterPasswordHash, pepper)
  const { type, iterations, memory = null, parallelism = null } = kdf
  await changeWithEvent(services, origin, async (db) => {
    await requireOwnRights(db, person)
    await changeAccount(db, account, {
      kdf_type: type,
      kdf_iterations: iterations,
      kdf_memory: memory,
      kdf_parallelism: parallelism,
      password_hash: passwordHash,
      wrapped_user_key: newWrappedUserKey,
    })
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

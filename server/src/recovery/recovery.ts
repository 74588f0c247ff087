import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { Kdf } from '../account/registration.js'

declare module '../event/append.js' {
  interface EventDetails {
    OrganizationUser_ResetPassword_Enroll: { email: string }
    OrganizationUser_ResetPassword_Withdraw: { email: string }
    OrganizationUser_AdminResetPassword: { email: string, sessions: number }
    OrganizationUser_AdminResetTwoFactor: { email: string, sessions: number }
    OrganizationUser_RecoveryKeyTaken: { email: string }
    OrganizationUser_SignedOut: { email: string, sessions: number }
    OrganizationUser_RecoveryRefused: { email: string, code: string }
  }
}

@ObjectType({ description: 'What a browser needs to reset the master password of a person who has enrolled. The server can open none of it.' })
export class RecoveryMaterial {
  @Field(() => Kdf, { description: 'How the person\'s master key is derived; it stays.' })
  kdf!: Kdf

  @Field(() => String, { description: 'Of that derivation: the account\'s address in lower case.' })
  salt!: string

  @Field(() => String, { description: 'The person\'s user key, wrapped to the client\'s public key, EncString type 4.' })
  recoveryKey!: string

  @Field(() => String, { description: 'The address and the client that the person enrolled with, under that user key: EncString type 2.' })
  recoveryBinding!: string

  @Field(() => String, { description: 'The person\'s RSA public key, SPKI in base64.' })
  publicKey!: string

  @Field(() => String, {
    description: 'The person\'s RSA private key under the user key, EncString type 2: whatever does not open it is not the user key, and must not be set.',
  })
  wrappedPrivateKey!: string
}

@ObjectType({ description: 'What a reset has done, and no more of the person than whoever asked for it knew.' })
export class RecoveredUser {
  @Field(() => ID, { description: 'The membership, as `User.id`.' })
  userId!: string

  @Field(() => Int, { description: 'How many sessions of the person ended.' })
  sessionsEnded!: number
}

@InputType({ description: 'One\'s own user key for a client.' })
export class EnrolInput {
  @Field(() => ID, { description: 'The membership, as `User.id`.' })
  userId!: string

  @Field(() => String, { description: 'The viewer\'s user key, wrapped to the client\'s public key: EncString type 4.' })
  recoveryKey!: string

  @Field(() => String, {
    description: 'Whose key it is and for whom, under that user key, so that it passes for nobody else\'s: EncString type 2, docs/security.md.',
  })
  recoveryBinding!: string
}

@InputType({ description: 'A temporary master password, the end of two-step login, or both.' })
export class RecoverUserInput {
  @Field(() => ID, { description: 'The membership, as `User.id`.' })
  userId!: string

  @Field(() => String, { nullable: true, description: 'Proof of the temporary master password, 32 bytes in base64; null: the password stays.' })
  newMasterPasswordHash?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'The same user key under the new stretched master key, EncString type 2; given together with the proof.',
  })
  newWrappedUserKey?: string | null

  @Field(() => String, {
    nullable: true,
    description: '`RecoveryMaterial.recoveryKey`, out of which that key came; given together with the proof. Who has made new keys since is not locked out by an old one.',
  })
  recoveryKey?: string | null

  @Field(() => Boolean, { description: 'Whether all second factors and the recovery code go.' })
  resetTwoStep!: boolean
}

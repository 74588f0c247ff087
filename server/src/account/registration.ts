import { Field, InputType, Int, ObjectType } from 'type-graphql'
import { describeEnum } from '../lib/enum.js'
import { Refused } from '../lib/refused.js'
import { requireSealed } from '../lib/sealed.js'

export enum KdfType {
  PBKDF2 = 'PBKDF2',
  ARGON2ID = 'ARGON2ID',
}
describeEnum(KdfType, 'KdfType', 'An algorithm that derives keys from passwords.', {
  PBKDF2: 'PBKDF2 with HMAC-SHA-256.',
  ARGON2ID: 'Argon2id, version 1.3.',
})

@ObjectType('Kdf', {
  description: 'How the master key is derived from the master password. Refuse numbers below the floor: they are an attempted downgrade.',
})
@InputType('KdfInput', {
  description: 'How the master key is derived. PBKDF2: 600,000 to 2,000,000 iterations. ARGON2ID: 2 to 10 iterations, 16 to 1,024 '
    + 'MiB, 1 to 16 lanes. Errors: KDF_OUT_OF_BOUNDS.',
})
export class Kdf {
  @Field(() => KdfType, { description: 'The algorithm.' })
  type!: `${KdfType}`

  @Field(() => Int, { description: 'Rounds of PBKDF2, or passes of Argon2id.' })
  iterations!: number

  @Field(() => Int, { nullable: true, description: 'In MiB; null for PBKDF2.' })
  memory?: number

  @Field(() => Int, { nullable: true, description: 'Lanes; null for PBKDF2.' })
  parallelism?: number
}

@InputType('RegistrationInput', {
  description: 'What a new person\'s own device makes of the chosen master password. Neither the password nor a key is among it.',
})
export class Registration {
  @Field(() => String, { description: 'Name of the person, 1 to 50 characters.' })
  name!: string

  @Field(() => Kdf, { description: 'How the person\'s device derived the master key.' })
  kdf!: Kdf

  @Field(() => String, {
    description: 'Proof of the master password: one round of PBKDF2-SHA-256 with the master key as password and the master '
      + 'password as salt. 32 bytes in base64.',
  })
  masterPasswordHash!: string

  @Field(() => String, { description: 'User key under the stretched master key, EncString type 2.' })
  wrappedUserKey!: string

  @Field(() => String, { description: 'RSA public key of exactly 2,048 bits, SPKI in base64.' })
  publicKey!: string

  @Field(() => String, { description: 'RSA private key under the user key, EncString type 2.' })
  wrappedPrivateKey!: string

  @Field(() => String, {
    nullable: true,
    description: 'A hint for that password, which the server keeps readable and mails when it is asked for (`/auth/send-hint`): 1 to 50 characters on one line; null: none.',
  })
  passwordHint?: string | null
}

/** What a newly chosen key derivation may be; sealing/kdf.ts has the same bounds for browsers. */
const bounds = {
  PBKDF2: { iterations: [600_000, 2_000_000] },
  ARGON2ID: { iterations: [2, 10], memory: [16, 1024], parallelism: [1, 16] },
} as const

export function checkRegistration({ kdf, masterPasswordHash, wrappedUserKey, wrappedPrivateKey, publicKey }: Registration): void {
  checkKdf(kdf)
  requireSealed('masterPasswordHash', masterPasswordHash, 'masterPasswordHash')
  requireSealed('wrappedKey', wrappedUserKey, 'wrappedUserKey')
  requireSealed('wrappedPrivateKey', wrappedPrivateKey, 'wrappedPrivateKey')
  requireSealed('publicKey', publicKey, 'publicKey')
}

/** Errors: KDF_OUT_OF_BOUNDS, BAD_USER_INPUT. */
export function checkKdf(kdf: Kdf): void {
  for (const [name, [min, max]] of Object.entries(bounds[kdf.type])) {
    const value = kdf[name as 'iterations' | 'memory' | 'parallelism']
    if (value == null || value < min || value > max)
      throw new Refused('KDF_OUT_OF_BOUNDS', `${kdf.type} needs ${name} from ${min} to ${max}.`, { field: name, min, max })
  }
  if (kdf.type === 'PBKDF2' && (kdf.memory ?? kdf.parallelism ?? null) !== null)
    throw new Refused('BAD_USER_INPUT', 'PBKDF2 has iterations only; leave out memory and parallelism, or choose ARGON2ID.', { field: 'kdf' })
}

import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql'
import { proofPurposes } from '@wardroom/schema/permissions'
import type { ProofPurpose } from '@wardroom/schema/permissions'
import { twoStepKinds } from '@wardroom/schema/two-step'
import type { TwoStepKind } from '@wardroom/schema/two-step'
import { TwoStepClass } from '../access/two-step-class.js'
import { describeEnum, enumOf } from '../lib/enum.js'
import { FullProofInput } from './full-proof-input.js'

const Kind = enumOf(twoStepKinds)
describeEnum(Kind, 'TwoStepKind', 'A second factor, beside the master password; the strongest is offered first.', {
  WEBAUTHN: 'A security key or passkey (WebAuthn), for this site alone.',
  AUTHENTICATOR: 'An authenticator app: six digits that change every thirty seconds (RFC 6238, SHA-1).',
  EMAIL: 'Six digits that are mailed to the account\'s own address, good for five minutes.',
})

const Purpose = enumOf(proofPurposes)
describeEnum(Purpose, 'ProofPurpose', 'What a fresh proof is for.', {
  ACCOUNT: 'Changing how one signs in: two-step login, recovery code, address. And deleting the account.',
  PEOPLE: 'Removing or promoting colleagues, recovering people, and whatever touches owners.',
  CLIENT: 'Unlinking a client, changing its policies.',
  API_TOKEN: 'Making API tokens.',
})

@ObjectType({ description: 'A second factor that signs its person in.' })
export class TwoStepMethod {
  @Field(() => ID, { description: 'UUID.' })
  id!: string

  @Field(() => Kind, { description: 'What kind it is.' })
  kind!: TwoStepKind

  @Field(() => TwoStepClass, { description: 'What it withstands.' })
  class!: TwoStepClass

  @Field(() => String, { nullable: true, description: 'What its person calls a security key; null for the other kinds.' })
  name!: string | null

  @Field(() => GraphQLISODateTime, { description: 'When it was added.' })
  createdAt!: Date

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was last used; null: not since it was added.' })
  lastUsedAt!: Date | null
}

@ObjectType({ description: 'How two-step login stands for the viewer. Never a secret.' })
export class TwoStep {
  @Field(() => [TwoStepMethod], { description: 'Oldest first; two-step login is on where there is one.' })
  methods!: TwoStepMethod[]

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When the recovery code was made; null: there is none.' })
  recoveryCodeMadeAt!: Date | null

  @Field(() => Int, { description: 'Devices that need no second step, for thirty days from when they were remembered.' })
  rememberedDevices!: number
}

@ObjectType({ description: 'A provider or client that demands two-step login of its people, of whom the viewer is one without it.' })
export class TwoStepDemand {
  @Field(() => String, { description: 'Name of the provider.' })
  providerName!: string

  @Field(() => String, { nullable: true, description: 'Name of the client that demands it; null: the provider does, of its own team.' })
  clientName!: string | null

  @Field(() => GraphQLISODateTime, {
    description: 'From when the viewer sees nothing of it any more: of a provider until two-step login is on, of a client until somebody restores them.',
  })
  from!: Date
}

@ObjectType({ description: 'An authenticator to be, shown once.' })
export class AuthenticatorOffer {
  @Field(() => ID, { description: 'For `finishAuthenticator`. UUID.' })
  id!: string

  @Field(() => String, { description: '*Secret*: 32 characters of base32, for who types it.' })
  secret!: string

  @Field(() => String, { description: '*Secret*: `otpauth://totp/…`, for a QR code that is drawn on the person\'s own device.' })
  uri!: string

  @Field(() => GraphQLISODateTime, { description: 'Until when it can be confirmed.' })
  expiresAt!: Date
}

@InputType({ description: 'The proof that an app has taken the secret.' })
export class FinishAuthenticatorInput {
  @Field(() => ID, { description: '`AuthenticatorOffer.id`, of this session.' })
  id!: string

  @Field(() => String, { description: 'Six digits of the app; spaces do not count.' })
  code!: string
}

@ObjectType({ description: 'A code that takes every second factor away, for who has lost theirs.' })
export class RecoveryCode {
  @Field(() => String, {
    nullable: true,
    description: '*Secret*, shown once: eight groups of four letters and digits. Spaces and case do not count. Null: the one before stays.',
  })
  code!: string | null

  @Field(() => TwoStep, { description: 'As it is now.' })
  twoStep!: TwoStep
}

@InputType({ description: 'A fresh proof that it is the signed-in person who asks: all that a sign-in on a new device takes.' })
export class ProveInput extends FullProofInput {
  @Field(() => Purpose, { description: 'What it is for; as `purpose` of a `REAUTH_REQUIRED`.' })
  purpose!: ProofPurpose
}

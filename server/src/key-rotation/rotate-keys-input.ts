import { Field, ID, InputType } from 'type-graphql'
import { FullProofInput } from '../account/full-proof-input.js'
import { EnrolInput } from '../recovery/recovery.js'

@InputType({ description: 'One\'s own note of a key, under the new user key.' })
export class RotatedPinInput {
  @Field(() => ID, { description: 'The provider or client whose key it is, as `PinnedKey.of`.' })
  of!: string

  @Field(() => String, { description: 'The same label and key, EncString type 2.' })
  pin!: string
}

@InputType({ description: 'What a person\'s own device makes of everything that hangs on their user key. No key is among it that the server could open.' })
export class RotateKeysInput extends FullProofInput {
  @Field(() => String, { description: 'The new user key under the stretched master key, EncString type 2.' })
  newWrappedUserKey!: string

  @Field(() => String, { description: 'The same RSA private key under the new user key, EncString type 2.' })
  newWrappedPrivateKey!: string

  @Field(() => [[RotatedPinInput]], { description: 'All of `viewer.pinnedKeys`, in lists of at most 1,000, since no list of variables is longer.' })
  pins!: RotatedPinInput[][]

  @Field(() => [EnrolInput], { description: 'The new user key for every client in which the viewer is enrolled in account recovery and has access.' })
  recoveryKeys!: EnrolInput[]
}

import { Field, ID, InputType } from 'type-graphql'

@InputType({ description: 'The key, wrapped to the public key of the person whose fingerprint phrase was compared.' })
export class ConfirmInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'EncString type 4.' })
  key!: string
}

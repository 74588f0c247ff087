import { Field, ID, InputType } from 'type-graphql'

@InputType({ description: 'The key, wrapped to the public key of the person whose fingerprint phrase was compared.' })
export class ConfirmInput {
  @Field(() => ID, { description: 'Of the membership to confirm.' })
  id!: string

  @Field(() => String, {
    description: 'RSA-2048-OAEP of the key under the person\'s `publicKey`: EncString type 4. Errors: SEALED_MALFORMED.',
  })
  key!: string
}

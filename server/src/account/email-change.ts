import { Field, GraphQLISODateTime, ID, InputType, ObjectType } from 'type-graphql'

@ObjectType({ description: 'A change of address that waits for the codes that were mailed to both addresses.' })
export class EmailChange {
  @Field(() => ID, { description: 'For `finishEmailChange`. UUID.' })
  id!: string

  @Field(() => String, { description: 'The new address, as it will be kept: the salt of the new derivation.' })
  email!: string

  @Field(() => GraphQLISODateTime, { description: 'Until when the codes are taken.' })
  expiresAt!: Date
}

@InputType({
  description: 'Proof of both mailboxes, and what the person\'s own device makes of the master password with the new address as salt. The password and '
    + 'the user key stay, so that everything the person could open still opens.',
})
export class FinishEmailChangeInput {
  @Field(() => ID, { description: '`EmailChange.id`, of this session.' })
  id!: string

  @Field(() => String, { description: 'Out of the mail to the present address; spaces do not count.' })
  presentCode!: string

  @Field(() => String, { description: 'Out of the mail to the new address; spaces do not count.' })
  newCode!: string

  @Field(() => String, { description: 'Proof of the master password under the present address, as at sign-in. 32 bytes in base64.' })
  masterPasswordHash!: string

  @Field(() => String, { description: 'Proof of the same master password under the new address. 32 bytes in base64.' })
  newMasterPasswordHash!: string

  @Field(() => String, { description: 'The same user key under the new stretched master key, EncString type 2.' })
  newWrappedUserKey!: string
}

import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql'

declare module '../event/append.js' {
  interface EventDetails {
    User_ApiKeyMade: Record<string, never>
    User_ApiKeyRemoved: Record<string, never>
  }
}

@ObjectType({
  description: 'What the viewer\'s own programs sign in with at `/auth/token`, in place of master password and second factor. It opens no key. It no longer '
    + 'holds once anything changes by which the person signs in, and once they sign out everywhere.',
})
export class PersonalApiKey {
  @Field(() => String, { description: 'Whose it is: `user.` and the id of the account.' })
  clientId!: string

  @Field(() => GraphQLISODateTime, { description: 'When it was made.' })
  createdAt!: Date

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was last used; null: never.' })
  lastUsedAt!: Date | null
}

@ObjectType({ description: 'A key that was just made.' })
export class MadePersonalApiKey {
  @Field(() => String, { description: '*Secret*, shown once: 43 characters of base64url.' })
  secret!: string

  @Field(() => PersonalApiKey, { description: 'The key as it is listed from now on.' })
  apiKey!: PersonalApiKey
}

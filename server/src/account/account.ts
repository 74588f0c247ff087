import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql'
import { Node } from '../lib/node.js'
import { Kdf } from './registration.js'

@ObjectType('Account', { implements: Node, description: 'A person who can sign in.' })
export class PublicAccount implements Node {
  @Field(() => ID, { description: 'UUID.' })
  id!: string

  @Field(() => String, { description: 'The address the person signs in with, in lower case.' })
  email!: string

  @Field(() => String, { description: 'As the person gave it, 1 to 50 characters.' })
  name!: string
}

@ObjectType({
  description: 'What the person\'s own device needs to unlock: numbers, a public key and ciphertext. The server can open none of it.',
})
export class AccountKeys {
  @Field(() => Kdf, { description: 'How the master key is derived from the master password.' })
  kdf!: Kdf

  @Field(() => String, { description: 'Of that derivation: the account\'s address in lower case.' })
  salt!: string

  @Field(() => String, { description: 'The user key under the stretched master key, EncString type 2.' })
  wrappedUserKey!: string

  @Field(() => String, { description: 'RSA public key, SPKI in base64.' })
  publicKey!: string

  @Field(() => String, { description: 'The RSA private key (PKCS #8) under the user key, EncString type 2.' })
  wrappedPrivateKey!: string
}

@ObjectType({ implements: Node, description: 'One signed-in browser.' })
export class Session implements Node {
  @Field(() => ID, { description: 'UUID.' })
  id!: string

  @Field(() => Int, {
    description: 'Kind of device by number: 9 Chrome, 10 Firefox, 11 Opera, 12 Edge, 14 another browser, 17 Safari, 18 Vivaldi, '
      + '21 a tool. docs/domain.md lists all.',
  })
  deviceType!: number

  @Field(() => String, { description: 'User-Agent of the browser, cut at 200 characters.' })
  deviceName!: string

  @Field(() => String, { nullable: true, description: 'Address it signed in from; null where it was not recorded.' })
  ip!: string | null

  @Field(() => GraphQLISODateTime, { description: 'When the person signed in.' })
  createdAt!: Date

  @Field(() => GraphQLISODateTime, {
    description: 'When its access token was last renewed, which happens about every five minutes of use.',
  })
  lastUsedAt!: Date

  @Field(() => Boolean, { description: 'Whether it is the session that asks.' })
  current!: boolean
}

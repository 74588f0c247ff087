import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql'
import { Node } from '../lib/node.js'
import { Kdf } from './registration.js'

@ObjectType('Account', { implements: Node, description: 'A person who can sign in.' })
export class PublicAccount implements Node {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  email!: string

  @Field(() => String)
  name!: string
}

@ObjectType({ description: 'What the person\'s own device needs to unlock: numbers, a public key and ciphertext.' })
export class AccountKeys {
  @Field(() => Kdf)
  kdf!: Kdf

  @Field(() => String)
  salt!: string

  @Field(() => String, { description: 'EncString type 2 under the stretched master key.' })
  wrappedUserKey!: string

  @Field(() => String, { description: 'SPKI in base64.' })
  publicKey!: string

  @Field(() => String, { description: 'EncString type 2 under the user key.' })
  wrappedPrivateKey!: string
}

@ObjectType({ implements: Node, description: 'One signed-in browser.' })
export class Session implements Node {
  @Field(() => ID)
  id!: string

  @Field(() => Int, { description: 'Device types of domain §7.2.' })
  deviceType!: number

  @Field(() => String, { description: 'What the browser called itself.' })
  deviceName!: string

  @Field(() => String, { nullable: true })
  ip!: string | null

  @Field(() => GraphQLISODateTime)
  createdAt!: Date

  @Field(() => GraphQLISODateTime)
  lastUsedAt!: Date

  @Field(() => Boolean, { description: 'The session that asks.' })
  current!: boolean
}

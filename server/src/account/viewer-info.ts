import { Field, ObjectType } from 'type-graphql'
import type { Identity } from '../access/viewer.js'
import { PublicAccount } from './account.js'
import type { AccountKeys } from './account.js'

@ObjectType({ description: 'Whoever asks: a signed-in person, or the person an API token acts for.' })
export class ViewerInfo {
  @Field(() => PublicAccount, { description: 'The person; for API tokens the one who made the token.' })
  account!: PublicAccount

  identity!: Identity
  keys!: AccountKeys
}

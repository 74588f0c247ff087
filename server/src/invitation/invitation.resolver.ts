import { Arg, Ctx, Extensions, Field, GraphQLISODateTime, Mutation, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql'
import { PublicAccount } from '../account/account.js'
import { addressKey } from '../lib/ip-address.js'
import { Registration } from '../account/registration.js'
import type { Context } from '../request/context.js'
import { publicField } from '../transaction/root-fields.js'
import { acceptInvitation } from './accept-invitation.js'
import { findInvitation } from './find-invitation.js'

enum InvitationKind {
  PROVIDER = 'PROVIDER',
  CLIENT = 'CLIENT',
}
registerEnumType(InvitationKind, { name: 'InvitationKind', description: 'Into the provider\'s own team, or into one of its clients.' })

@ObjectType({ description: 'What the holder of an invitation link may know before accepting.' })
class Invitation {
  @Field(() => InvitationKind)
  kind!: `${InvitationKind}`

  @Field(() => String)
  email!: string

  @Field(() => String)
  providerName!: string

  @Field(() => String, { nullable: true })
  clientName!: string | null

  @Field(() => GraphQLISODateTime)
  expiresAt!: Date

  @Field(() => Boolean, { description: 'True: sign in, then accept without a registration.' })
  hasAccount!: boolean
}

@Resolver()
export class InvitationResolver {
  @Extensions(publicField)
  @Query(() => Invitation, { description: 'The invitation behind a link. Errors: INVITATION_INVALID for wrong, used, withdrawn and old ones alike.' })
  async invitation(@Arg('token', () => String) token: string, @Ctx() { services: { database, limiter, clock }, device }: Context): Promise<Invitation> {
    await limiter.count('invitationByAddress', addressKey(device.ip))
    return findInvitation(database.system, token, clock())
  }

  @Extensions(publicField)
  @Mutation(() => PublicAccount, { description: 'Accepts an invitation: with a registration for a new person, without one as the signed-in account of that address. The person then waits to be confirmed.' })
  acceptInvitation(
    @Arg('token', () => String) token: string,
    @Arg('registration', () => Registration, { nullable: true }) registration: Registration | null,
    @Ctx() context: Context,
  ): Promise<PublicAccount> {
    return acceptInvitation(context.services, context, token, registration)
  }
}

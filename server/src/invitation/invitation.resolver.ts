import { Arg, Ctx, Extensions, Field, FieldResolver, GraphQLISODateTime, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql'
import { PublicAccount } from '../account/account.js'
import { ViewerInfo } from '../account/viewer-info.js'
import { addressKey } from '../lib/ip-address.js'
import { Registration } from '../account/registration.js'
import { MasterPasswordRules, masterPasswordRulesFor } from '../policy/master-password.js'
import type { Context } from '../request/context.js'
import { publicField, requireOwnPassword } from '../transaction/root-fields.js'
import type { Rights } from '../transaction/transaction.js'
import { acceptInvitation } from './accept-invitation.js'
import { findInvitation } from './find-invitation.js'
import { findPendingMemberships } from './pending-memberships.js'
import { describeEnum } from '../lib/enum.js'

enum InvitationKind {
  PROVIDER = 'PROVIDER',
  CLIENT = 'CLIENT',
}
describeEnum(InvitationKind, 'InvitationKind', 'What an invitation leads into.', {
  PROVIDER: 'The provider\'s own team.',
  CLIENT: 'One of its clients.',
})

@ObjectType({ description: 'What the holder of an invitation link may know before accepting.' })
class Invitation {
  @Field(() => InvitationKind, { description: 'What it leads into.' })
  kind!: `${InvitationKind}`

  @Field(() => String, { description: 'The invited address.' })
  email!: string

  @Field(() => String, { description: 'Name of the provider.' })
  providerName!: string

  @Field(() => String, { nullable: true, description: 'Name of the client; null for the provider\'s own team.' })
  clientName!: string | null

  @Field(() => GraphQLISODateTime, { description: 'Five days after it was last sent.' })
  expiresAt!: Date

  @Field(() => Boolean, { description: 'Whether the address has an account: if so, sign in, then accept without a registration.' })
  hasAccount!: boolean

  clientId!: string | null
}

@Resolver(() => Invitation)
export class InvitationRulesResolver {
  @FieldResolver(() => MasterPasswordRules, {
    nullable: true,
    description: 'What the client asks of the master password of who registers; null: nothing beyond what everybody has.',
  })
  masterPasswordRules(
    @Root() { clientId }: Invitation,
    @Ctx() { services: { database } }: Context,
  ): Promise<MasterPasswordRules | null> {
    return masterPasswordRulesFor(database.system, clientId)
  }
}

enum PendingStatus {
  INVITED = 'INVITED',
  ACCEPTED = 'ACCEPTED',
}
describeEnum(PendingStatus, 'PendingStatus', 'How far a person has come who is not confirmed yet.', {
  INVITED: 'Invited by mail; the link in it has not been accepted.',
  ACCEPTED: 'Accepted, and waits to be confirmed.',
})

@ObjectType({ description: 'A provider\'s team or a client that the viewer is on the way into, and may do nothing in yet.' })
class PendingMembership {
  @Field(() => InvitationKind, { description: 'What it leads into.' })
  kind!: `${InvitationKind}`

  @Field(() => String, { description: 'Name of the provider.' })
  providerName!: string

  @Field(() => String, { nullable: true, description: 'Name of the client; null for the provider\'s own team.' })
  clientName!: string | null

  @Field(() => PendingStatus, { description: 'What is still to come: accepting, or being confirmed.' })
  status!: `${PendingStatus}`

  @Field(() => GraphQLISODateTime, { description: 'When the person was first invited there.' })
  since!: Date

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When the link in the mail stops working; null once it was accepted.' })
  expiresAt!: Date | null
}

@Resolver(() => ViewerInfo)
export class ViewerPendingResolver {
  @FieldResolver(() => [PendingMembership], {
    description: 'Where the viewer was invited and is not confirmed yet, oldest first; empty for API tokens. Nobody is in here for being '
      + 'revoked or removed.',
  })
  async pendingMemberships(
    @Root() { account, identity }: ViewerInfo,
    @Ctx() { services: { database } }: Context,
  ): Promise<PendingMembership[]> {
    return identity.sessionId ? findPendingMemberships(database.system, account) : []
  }
}

@Resolver()
export class InvitationResolver {
  @Extensions(publicField)
  @Query(() => Invitation, {
    description: 'The invitation behind a link; for everybody who holds it. Errors: INVITATION_INVALID for wrong, used, withdrawn '
      + 'and old ones alike; TOO_MANY_REQUESTS.',
  })
  async invitation(
    @Arg('token', () => String, { description: 'The part of the link behind `#`.' }) token: string,
    @Ctx() { services: { database, limiter, clock }, device }: Context,
  ): Promise<Invitation> {
    await limiter.count('invitationByAddress', addressKey(device.ip))
    return findInvitation(database.system, token, clock())
  }

  @Extensions(publicField)
  @Mutation(() => PublicAccount, {
    description: 'Accepts an invitation: with a registration for a new person, without one as the signed-in account of that '
      + 'address. The person then waits to be confirmed. Errors: INVITATION_INVALID, ACCOUNT_EXISTS, KDF_OUT_OF_BOUNDS, '
      + 'SEALED_MALFORMED, UNAUTHENTICATED, PASSWORD_CHANGE_REQUIRED, SINGLE_ORGANIZATION, CONFLICT where the session or the account ended '
      + 'at the same moment.',
  })
  acceptInvitation(
    @Arg('token', () => String, { description: 'The part of the link behind `#`.' }) token: string,
    @Arg('registration', () => Registration, {
      nullable: true,
      description: 'Account and keys of a new person; null: the signed-in account accepts.',
    }) registration: Registration | null,
    @Ctx() context: Context,
  ): Promise<PublicAccount> {
    const { services, device } = context
    return acceptInvitation(services, device, token, registration, () => signedInPerson(context))
  }
}

async function signedInPerson(context: Context): Promise<Rights> {
  const rights = await context.authenticate()
  context.viewer.requirePerson()
  requireOwnPassword(rights)
  return rights
}

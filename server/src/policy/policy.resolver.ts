import { Arg, Ctx, Field, FieldResolver, GraphQLISODateTime, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import type { ClientRow } from '../client/client-row.js'
import { Client } from '../client/client.js'
import { maxBulk } from '../lib/bulk.js'
import type { Context } from '../request/context.js'
import { present } from '../request/loader.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { userLoader } from '../user/user-row.js'
import type { UserRow } from '../user/user-row.js'
import { User } from '../user/user.js'
import { MasterPasswordRules } from './master-password.js'
import { policiesLoader } from './policy-row.js'
import type { PolicyRow } from './policy-row.js'
import { Policy, PolicyKind } from './policy.js'
import { setPolicy, SetPolicyInput } from './set-policy.js'
import { countWouldRevoke, listWouldRevoke } from './would-revoke.js'

@ObjectType({ description: 'How far a job has come that revokes whom a policy does not allow. They have had no access since it holds.' })
class PolicyEnforcement {
  @Field(() => GraphQLISODateTime, { description: 'When it began.' })
  begunAt!: Date

  @Field(() => Int, { description: 'How many people there were to revoke.' })
  people!: number

  @Field(() => Int, { description: 'How many of them it has revoked.' })
  revoked!: number

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When nobody was left; null: it is under way.' })
  finishedAt!: Date | null
}

/** People in `Client.policyWouldRevoke`: one more than may be done at once. */
const mostRevoked = maxBulk + 1
/** Of one client, in points: everybody in it is looked at. */
const costOfCounting = 50

const whichPolicy = () => Arg('kind', () => PolicyKind, { description: 'Which policy.' })

@Resolver(() => Client)
export class ClientPoliciesResolver {
  @FieldResolver(() => [Policy], { description: 'What the client has decided about its people; everybody in it may know.' })
  policies(@Root() client: ClientRow, @Ctx() context: Context): Promise<PolicyRow[]> {
    return context.load(policiesLoader, client.id)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change this client\'s policies.' })
  viewerCanChangePolicies(@Root() client: ClientRow, @Ctx() { viewer }: Context): boolean {
    return viewer.can('policy:change', client.tenant())
  }

  @FieldResolver(() => [User], {
    nullable: true,
    complexity: ({ childComplexity }) => mostRevoked * (1 + childComplexity),
    description: 'Whom this policy would revoke if it held now, 501 at most; null without the right to change policies and to list people.',
  })
  async policyWouldRevoke(
    @Root() client: ClientRow,
    @whichPolicy() kind: PolicyKind,
    @Ctx() context: Context,
  ): Promise<UserRow[] | null> {
    if (!mayKnow(client, context))
      return null
    const ids = await listWouldRevoke(context, client, kind, mostRevoked)
    return present(ids.map(id => context.load(userLoader, id)))
  }

  @FieldResolver(() => Int, {
    nullable: true,
    complexity: costOfCounting,
    description: 'How many people this policy would revoke if it held now; null without the right to change policies and to list people.',
  })
  async policyWouldRevokeCount(
    @Root() client: ClientRow,
    @whichPolicy() kind: PolicyKind,
    @Ctx() context: Context,
  ): Promise<number | null> {
    return mayKnow(client, context) ? countWouldRevoke(context, client, kind) : null
  }
}

function mayKnow(client: ClientRow, { viewer }: Context): boolean {
  return viewer.can('policy:change', client.tenant()) && viewer.can('user:list', client.tenant())
}

@Resolver(() => Policy)
export class PolicyResolver {
  @FieldResolver(() => MasterPasswordRules, { nullable: true, description: 'Of MASTER_PASSWORD that is on; null for the others.' })
  rules(@Root() { rules }: PolicyRow): MasterPasswordRules | null {
    return rules
  }

  @FieldResolver(() => PolicyEnforcement, { nullable: true, description: 'Of TWO_STEP_LOGIN that has had to revoke somebody; else null, and without the right to change policies or to list people.' })
  enforcement(@Root() policy: PolicyRow, @Ctx() { viewer }: Context): PolicyEnforcement | null {
    if (!viewer.can('policy:change', policy) && !viewer.can('user:list', policy))
      return null
    const { enforcementBegunAt: begunAt, enforcementFinishedAt: finishedAt } = policy
    return begunAt && { begunAt, people: policy.enforcementPeople!, revoked: policy.enforcementRevoked!, finishedAt }
  }

  @Mutation(() => Client, {
    description: 'Turns a policy of a client on or off, or changes it. SINGLE_ORGANIZATION revokes those who belong elsewhere '
      + '(`Client.policyWouldRevoke`) and mails them. TWO_STEP_LOGIN mails who has none once a day, and from `holdsFrom` on lets nobody in '
      + 'without: a job revokes them (`Policy.enforcement`). Owners, admins, custom roles with managePolicies and the provider\'s people; '
      + 'not API tokens. '
      + 'Errors: FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, REAUTH_REQUIRED for CLIENT, POLICY_NEEDS_ENTERPRISE, POLICY_NEEDS_ANOTHER, TWO_STEP_MISSING '
      + 'where it would shut its author out, LIMIT_EXCEEDED where SINGLE_ORGANIZATION would revoke more than 500, TOO_MANY_REQUESTS.',
  })
  setPolicy(
    @Arg('input', () => SetPolicyInput, { description: 'Which policy, and how it is to be.' }) input: SetPolicyInput,
    @Ctx() { tx, viewer, services }: MutationContext,
  ): Promise<Client> {
    return setPolicy(tx, viewer, input, services)
  }
}

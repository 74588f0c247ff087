import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { ClientRow } from '../client/client-row.js'
import { Client } from '../client/client.js'
import { maxBulk } from '../lib/bulk.js'
import type { Context } from '../request/context.js'
import { present } from '../request/loader.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { userLoader } from '../user/user-row.js'
import type { UserRow } from '../user/user-row.js'
import { User } from '../user/user.js'
import { policiesLoader } from './policy-row.js'
import type { PolicyRow } from './policy-row.js'
import { Policy, PolicyKind } from './policy.js'
import { setPolicy, SetPolicyInput } from './set-policy.js'

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
    description: 'Whom turning this policy on would revoke now, 501 at most: beyond 500 it is refused; null without the right to change policies and to list people.',
  })
  async policyWouldRevoke(
    @Root() client: ClientRow,
    @Arg('kind', () => PolicyKind, { description: 'Which policy.' }) kind: PolicyKind,
    @Ctx() context: Context,
  ): Promise<UserRow[] | null> {
    const { viewer, services: { database } } = context
    if (!viewer.can('policy:change', client.tenant()) || !viewer.can('user:list', client.tenant()))
      return null
    if (kind !== PolicyKind.SINGLE_ORGANIZATION)
      return []
    const rows = await database.read<{ id: string }>(viewer.tenants, {
      name: 'members-elsewhere',
      text: 'select members_elsewhere($1) id limit $2',
      values: [client.id, maxBulk + 1],
    })
    return present(rows.map(({ id }) => context.load(userLoader, id)))
  }
}

@Resolver(() => Policy)
export class PolicyResolver {
  @Mutation(() => Client, {
    description: 'Turns a policy of a client on or off. SINGLE_ORGANIZATION revokes those who belong elsewhere (`Client.policyWouldRevoke`) and '
      + 'mails them. Owners, admins, custom roles with managePolicies and the provider\'s people; not API tokens. Errors: FORBIDDEN, NOT_FOUND, '
      + 'REAUTH_REQUIRED for CLIENT, POLICY_NEEDS_ENTERPRISE, POLICY_NEEDS_ANOTHER, LIMIT_EXCEEDED where it would revoke more than 500.',
  })
  setPolicy(
    @Arg('input', () => SetPolicyInput, { description: 'Which policy, and how it is to be.' }) input: SetPolicyInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<Client> {
    return setPolicy(tx, viewer, input)
  }
}

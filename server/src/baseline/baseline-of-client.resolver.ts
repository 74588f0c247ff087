import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql'
import { Client } from '../client/client.js'
import type { ClientRow } from '../client/client-row.js'
import { asRow } from '../database/row.js'
import { policiesLoader } from '../policy/policy-row.js'
import { PolicyKind } from '../policy/policy.js'
import { Provider } from '../provider/provider.js'
import type { Context } from '../request/context.js'
import { baselineOfClientLoader, baselinesOf } from './baseline-row.js'
import type { BaselineRow } from './baseline-row.js'
import { Baseline } from './baseline.js'
import { mayBring } from './bring-to-baseline.js'
import { driftOf } from './drift.js'

@ObjectType({ description: 'What a client decides otherwise than its baseline.' })
class BaselineDrift {
  @Field(() => [PolicyKind], { description: 'Policies that are otherwise, in the order in which they would be changed.' })
  policies!: PolicyKind[]

  @Field(() => [String], { description: 'Settings of collections that are otherwise, by the names of `BaselineSettings`.' })
  settings!: string[]
}

const most = 50
/** Of one client, in points. */
const costOfOne = 5

@Resolver(() => Provider)
export class ProviderBaselinesResolver {
  @FieldResolver(() => [Baseline], {
    nullable: true,
    complexity: ({ childComplexity }) => most * (1 + childComplexity),
    description: 'The provider\'s baselines in their order, 50 at most; for whoever works for some clients only, those for these. Null without the '
      + 'right to list them.',
  })
  async baselines(@Root() { id: providerId }: Provider, @Ctx() { viewer, services: { database } }: Context): Promise<BaselineRow[] | null> {
    if (!viewer.can('baseline:list', { providerId }))
      return null
    return (await database.read(viewer.tenants, baselinesOf({ providerId }))).map(row => asRow(Baseline, row))
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may make, change and delete baselines.' })
  viewerCanChangeBaselines(@Root() provider: Provider, @Ctx() { viewer }: Context): boolean {
    return viewer.can('baseline:change', provider.tenant())
  }
}

@Resolver(() => Client)
export class ClientBaselineResolver {
  @FieldResolver(() => Baseline, {
    nullable: true,
    complexity: ({ childComplexity }) => costOfOne + childComplexity,
    description: 'The first baseline that the client\'s groups are bound to; null where there is none, and for all but the provider\'s people.',
  })
  baseline(@Root() client: ClientRow, @Ctx() context: Context): Promise<BaselineRow | null> | null {
    return context.viewer.can('client:readGroups', client.tenant()) ? context.load(baselineOfClientLoader, client.id) : null
  }

  @FieldResolver(() => BaselineDrift, {
    nullable: true,
    complexity: ({ childComplexity }) => costOfOne + childComplexity,
    description: 'What the client decides otherwise than its baseline; null where `baseline` is.',
  })
  async baselineDrift(@Root() client: ClientRow, @Ctx() context: Context): Promise<BaselineDrift | null> {
    const baseline = await this.baseline(client, context)
    if (!baseline)
      return null
    const policies = await context.load(policiesLoader, client.id)
    const drift = driftOf(baseline.content, { ...client, policies })
    return { policies: drift.policies.map(({ kind }) => kind), settings: drift.settings }
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may bring the client to its baseline, were there one.' })
  viewerCanBringToBaseline(@Root() client: ClientRow, @Ctx() { viewer }: Context): boolean {
    return mayBring.every(permission => viewer.can(permission, client.tenant()))
  }
}

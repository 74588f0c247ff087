import { Arg, Ctx, Field, FieldResolver, GraphQLISODateTime, ID, InputType, Int, Mutation, Resolver, Root } from 'type-graphql'
import { ClientGroup } from '../client-group/client-group.js'
import type { ClientGroupRow } from '../client-group/client-group-list.js'
import { Client } from '../client/client.js'
import { Provider } from '../provider/provider.js'
import type { Context } from '../request/context.js'
import { Idempotent, replayRecord } from '../transaction/idempotency.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { BaselinePolicy, BaselineSettings } from './baseline-content.js'
import { clientsOfBaselineLoader, groupsOfBaselineLoader } from './baseline-row.js'
import type { BaselineRow } from './baseline-row.js'
import { Baseline } from './baseline.js'
import { bringToBaseline } from './bring-to-baseline.js'
import { createBaseline, CreateBaselineInput, deleteBaseline, updateBaseline, UpdateBaselineInput } from './change-baselines.js'

@InputType({ description: 'Which client is to be as its baseline, as the viewer has seen it.' })
class BringToBaselineInput {
  @Field(() => ID, { description: 'The client.' })
  clientId!: string

  @Field(() => ID, { description: 'Its baseline.' })
  baselineId!: string

  @Field(() => GraphQLISODateTime, { description: 'The baseline\'s `revisedAt` as it was shown.' })
  revisedAt!: Date
}

/** Of one client, in points. */
const costOfOne = 5

@Resolver(() => Baseline)
export class BaselineResolver {
  @Idempotent(replayRecord(Baseline, 'baseline:change'))
  @Mutation(() => Baseline, {
    description: 'Makes a baseline; no client is changed. Provider admins only. Errors: FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, REAUTH_REQUIRED for '
      + 'CLIENT, LIMIT_EXCEEDED for more than 50, IDEMPOTENCY_MISMATCH.',
  })
  createBaseline(
    @Arg('input', () => CreateBaselineInput, { description: 'The baseline.' }) input: CreateBaselineInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<Baseline> {
    return createBaseline(tx, viewer, input)
  }

  @Mutation(() => Baseline, {
    description: 'Changes a baseline; no client is changed. Provider admins only. Errors: FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, REAUTH_REQUIRED for '
      + 'CLIENT.',
  })
  updateBaseline(
    @Arg('input', () => UpdateBaselineInput, { description: 'Which one, and what is to be another.' }) input: UpdateBaselineInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<Baseline> {
    return updateBaseline(tx, viewer, input)
  }

  @Mutation(() => Provider, {
    description: 'Deletes a baseline; clients stay as they are. Provider admins only. Errors: FORBIDDEN, NOT_FOUND, REAUTH_REQUIRED for CLIENT.',
  })
  deleteBaseline(
    @Arg('id', () => ID, { description: 'Which one.' }) id: string,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<Provider> {
    return deleteBaseline(tx, viewer, id)
  }

  @Mutation(() => Client, {
    description: 'Makes a client as its baseline asks, all of it or nothing, as `setPolicy` and `changeCollectionSettings` do. The provider\'s people '
      + 'who may do both. Errors: FORBIDDEN, NOT_FOUND, REAUTH_REQUIRED for CLIENT, CONFLICT where its baseline is another by now, and those of '
      + '`setPolicy`.',
  })
  bringToBaseline(
    @Arg('input', () => BringToBaselineInput, { description: 'Which client, and what was shown.' }) input: BringToBaselineInput,
    @Ctx() { tx, viewer, services }: MutationContext,
  ): Promise<Client> {
    return bringToBaseline(tx, viewer, input, services)
  }

  @FieldResolver(() => [BaselinePolicy], { description: 'How policies are to be; of those that are not listed it says nothing.' })
  policies(@Root() { content }: BaselineRow): BaselinePolicy[] {
    return content.policies
  }

  @FieldResolver(() => BaselineSettings, { description: 'How settings of collections are to be.' })
  settings(@Root() { content }: BaselineRow): BaselineSettings {
    return content.settings
  }

  @FieldResolver(() => [ClientGroup], {
    complexity: ({ childComplexity }) => costOfOne * (1 + childComplexity),
    description: 'For which groups of clients it is, by name; of those the ones that the viewer sees.',
  })
  clientGroups(@Root() { id }: BaselineRow, @Ctx() context: Context): Promise<ClientGroupRow[]> {
    return context.load(groupsOfBaselineLoader, id)
  }

  @FieldResolver(() => Int, { description: 'How many clients are in these groups, of those the viewer reaches; some may have an earlier baseline.' })
  clientCount(@Root() { id }: BaselineRow, @Ctx() context: Context): Promise<number> {
    return context.load(clientsOfBaselineLoader, id)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change and delete it.' })
  viewerCanChange(@Root() baseline: BaselineRow, @Ctx() { viewer }: Context): boolean {
    return viewer.can('baseline:change', baseline.tenant())
  }
}

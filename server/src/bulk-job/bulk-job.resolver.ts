import { errors } from '@wardroom/schema/errors'
import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql'
import { clientLoader } from '../client/client-row.js'
import type { ClientRow } from '../client/client-row.js'
import { Client } from '../client/client.js'
import type { FilterFor, Listed } from '../database/list/list.js'
import { asRow } from '../database/row.js'
import { Direction } from '../lib/filter.js'
import { connectionOf, PageArgs } from '../lib/page.js'
import { Refused } from '../lib/refused.js'
import type { Context } from '../request/context.js'
import type { Look } from '../request/feature.js'
import { loader } from '../request/loader.js'
import { Idempotent } from '../transaction/idempotency.js'
import type { Replay } from '../transaction/idempotency.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { BulkJob } from './bulk-job.js'
import type { BulkAction } from './bulk-job.js'
import { CreateBulkJobInput } from './bulk-job-input.js'
import { BulkJobRow, bulkJobRows, bulkJobs } from './bulk-job-row.js'
import type { BulkJobListed, BulkJobRowListed } from './bulk-job-row.js'
import { cancelBulkJob, createBulkJob, retryBulkJob } from './create-bulk-job.js'
import { rightsOf } from './verbs.js'

@ObjectType({ description: 'A page of a client\'s jobs.' })
class BulkJobConnection extends connectionOf(BulkJob, 'BulkJob') {}

@ObjectType({ description: 'A page of a job\'s rows.' })
class BulkJobRowConnection extends connectionOf(BulkJobRow, 'BulkJobRow') {}

/** What a code says of nobody in particular. */
const sentences = new Map<string | null, string>(Object.entries(errors).map(([code, { sentence }]) => [code, sentence]))

const newest = { field: 'CREATED_AT', direction: Direction.DESC } as const
const inTurn = { field: 'NUMBER', direction: Direction.ASC } as const

/** Who may no longer do what the job does is not told of it again. */
const replay: Replay<BulkJob> = {
  keep: ({ id, action }) => ({ id, rows: action }),
  again: ({ id, rows }, viewer) => viewer.reach(BulkJob, id!, rightsOf[rows as BulkAction][0]),
}

@Resolver(() => Client)
export class ClientBulkJobsResolver {
  @FieldResolver(() => BulkJobConnection, {
    nullable: true,
    description: 'Jobs on many of the client\'s people, the newest first, for 30 days after their end; null without the right to see them. Errors: '
      + 'CURSOR_MALFORMED.',
  })
  bulkJobs(
    @Root() client: ClientRow,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => bulkJobs.Filter, { nullable: true, description: 'Null: all of them.' }) filter: FilterFor<typeof bulkJobs> | null,
    @Ctx() context: Context,
  ): Promise<Listed<BulkJobListed>> | null {
    PageArgs.check(page)
    const { viewer, services: { database } } = context
    if (!viewer.can('bulkJob:list', client.tenant()))
      return null
    const asked = { page, filter: filter ?? {}, order: newest, wanted: undefined }
    const lists = loader<string, Listed<BulkJobListed>>(ids =>
      bulkJobs.within(database, viewer, 'client_id', ids, asked, row => asRow(BulkJob, row)))
    return context.loadPage(JSON.stringify(['bulkJobs', page, filter]), lists, client.id)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may see the jobs on this client\'s people.' })
  viewerCanListBulkJobs(@Root() client: ClientRow, @Ctx() { viewer }: Context): boolean {
    return viewer.can('bulkJob:list', client.tenant())
  }
}

@Resolver(() => BulkJobConnection)
export class BulkJobConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many jobs the filter lets through on all pages; costs one more statement.' })
  totalCount(@Root() { count }: Listed<BulkJobListed>): Promise<number> {
    return count()
  }
}

@Resolver(() => BulkJobRowConnection)
export class BulkJobRowConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many rows the filter lets through on all pages; costs one more statement.' })
  totalCount(@Root() { count }: Listed<BulkJobRowListed>): Promise<number> {
    return count()
  }
}

@Resolver(() => BulkJobRow)
export class BulkJobRowResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Whom it is about; null for somebody who is not of this client, and without the right to list people.' })
  email(@Root() row: BulkJobRowListed, @Ctx() { viewer }: Context): string | null {
    return viewer.can('user:list', row.tenant()) ? row.email : null
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'An English sentence to `code`, which may name the person where the viewer may list people. Null without a code.',
  })
  message(@Root() row: BulkJobRowListed, @Ctx() { viewer }: Context): string | null {
    return viewer.can('user:list', row.tenant()) ? row.message : sentences.get(row.code) ?? null
  }

  @FieldResolver(() => ID, { nullable: true, description: 'The person, as `User.id`; null for invitations.' })
  userId(@Root() { personId }: BulkJobRowListed): string | null {
    return personId
  }
}

@Resolver(() => BulkJob)
export class BulkJobResolver {
  @Query(() => BulkJobConnection, {
    description: 'Jobs on many people of every client where the viewer may see them, the newest first. Errors: CURSOR_MALFORMED.',
  })
  bulkJobs(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => bulkJobs.Filter, { nullable: true, description: 'Null: all of them.' }) filter: FilterFor<typeof bulkJobs> | null,
    @Ctx() { viewer, services: { database } }: Context,
  ): Promise<Listed<BulkJobListed>> {
    PageArgs.check(page)
    const asked = { page, filter: filter ?? {}, order: newest, wanted: undefined }
    return bulkJobs.reachable(database, viewer, 'bulkJob:list', asked, row => asRow(BulkJob, row))
  }

  @Subscription(() => BulkJob, {
    name: 'bulkJob',
    description: 'A job as it comes on: at once, and whenever more of its rows have an outcome; completed with its end. Over graphql-ws only. Errors: '
      + 'NOT_FOUND, FORBIDDEN, SUBSCRIPTION_LIMIT.',
    subscribe: () => { throw new Refused('BAD_USER_INPUT', 'Subscriptions are served over graphql-ws only.') },
  })
  followBulkJob(@Root() job: BulkJob, @Arg('id', () => ID, { description: 'The job.' }) _id: string): BulkJob {
    return job
  }

  @Idempotent(replay)
  @Mutation(() => BulkJob, {
    description: 'Begins a job on up to 10,000 people of a client: what the mutations for few do, with the same rules, in steps that go on by '
      + 'themselves. It goes on with the rights that its maker has at each step: when the session or API token that made it has ended, or may no '
      + 'longer, the rows that are left are refused. Errors: FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, LIMIT_EXCEEDED while 20 jobs of the client go on, '
      + 'IDEMPOTENCY_MISMATCH.',
  })
  createBulkJob(
    @Arg('input', () => CreateBulkJobInput, { description: 'Where, what, and to whom.' }) input: CreateBulkJobInput,
    @Ctx() { tx, viewer, device }: MutationContext,
  ): Promise<BulkJob> {
    return createBulkJob(tx, viewer, device, input)
  }

  @Idempotent(replay)
  @Mutation(() => BulkJob, {
    description: 'Tries the refused and the cancelled rows of a job again, as a job of its own with the rights of whoever asks. Errors: FORBIDDEN, NOT_FOUND, '
      + 'WRONG_STATUS where it goes on or has none, LIMIT_EXCEEDED, IDEMPOTENCY_MISMATCH.',
  })
  retryBulkJob(
    @Arg('id', () => ID, { description: 'The job.' }) id: string,
    @Ctx() { tx, viewer, device }: MutationContext,
  ): Promise<BulkJob> {
    return retryBulkJob(tx, viewer, device, id)
  }

  @Mutation(() => BulkJob, {
    description: 'Ends a job: rows whose turn has not come are not done, and what was done stays. Whoever may do what it does may end it. Errors: '
      + 'FORBIDDEN, NOT_FOUND.',
  })
  cancelBulkJob(@Arg('id', () => ID, { description: 'The job.' }) id: string, @Ctx() { tx, viewer }: MutationContext): Promise<BulkJob> {
    return cancelBulkJob(tx, viewer, id)
  }

  @FieldResolver(() => Client, { description: 'The client whose people it is about.' })
  async client(@Root() { clientId }: BulkJobListed, @Ctx() context: Context): Promise<ClientRow> {
    return (await context.load(clientLoader, clientId))!
  }

  @FieldResolver(() => BulkJobRowConnection, { description: 'Its rows with their outcomes, in their order. Errors: CURSOR_MALFORMED, FORBIDDEN for '
    + '`search` without the right to list people.' })
  rows(
    @Root() job: BulkJobListed,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => bulkJobRows.Filter, {
      nullable: true,
      description: 'Null: all of them.',
    }) filter: FilterFor<typeof bulkJobRows> | null,
    @Ctx() context: Context,
  ): Promise<Listed<BulkJobRowListed>> {
    PageArgs.check(page)
    const { viewer, services: { database } } = context
    if (filter?.search != null && !viewer.can('user:list', job.tenant()))
      throw new Refused('FORBIDDEN', 'You do not see whom the rows are about; leave out `search`.')
    const asked = { page, filter: filter ?? {}, order: inTurn, wanted: undefined }
    const lists = loader<string, Listed<BulkJobRowListed>>(ids =>
      bulkJobRows.within(database, viewer, 'job_id', ids, asked, row => asRow(BulkJobRow, row)))
    return context.loadPage(JSON.stringify(['rows', page, filter]), lists, job.id)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may end it now.' })
  viewerCanCancel(@Root() job: BulkJobListed, @Ctx() { viewer }: Context): boolean {
    return !job.finishedAt && viewer.can(rightsOf[job.action][0], job.tenant())
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may try again now what was not done.' })
  viewerCanRetry(@Root() job: BulkJobListed, @Ctx() { viewer }: Context): boolean {
    return job.finishedAt !== null && job.done < job.total && rightsOf[job.action].every(right => viewer.can(right, job.tenant()))
  }
}

/** As whoever follows a job sees it now. */
export async function lookAtJob({ viewer }: Context, { id }: Record<string, unknown>): Promise<Look> {
  const job = await viewer.reach(BulkJob, String(id), 'bulkJob:list')
  return { value: job, version: `${job.done} ${job.refused} ${job.finishedAt?.getTime()}`, over: job.finishedAt !== null }
}

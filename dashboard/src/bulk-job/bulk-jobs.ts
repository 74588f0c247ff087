import type { ApolloClient } from '@apollo/client'
import type { InjectionKey, ShallowRef } from 'vue'
import type { CreateBulkJobInput } from '../gql/graphql.js'
import type { Refusal } from '../lib/refusal.js'
import type { BulkJob } from './bulk-job-row.js'
import { shallowRef } from 'vue'
import { getFragment, graphql } from '../gql/index.js'
import { required } from '../lib/inject.js'
import { asRefusal } from '../lib/refusal.js'
import { BulkJobBrief_job } from './bulk-job-row.js'

const RunningBulkJobs = graphql(`query RunningBulkJobs { bulkJobs(first: 20, filter: { running: true }) { edges { node { id ...BulkJobBrief_job } } } }`)
const OneBulkJob = graphql(`query OneBulkJob($id: ID!) { node(id: $id) { ... on BulkJob { id ...BulkJobBrief_job } } }`)
const CreateBulkJob = graphql(`mutation CreateBulkJob($input: CreateBulkJobInput!, $idempotencyKey: String) { createBulkJob(input: $input, idempotencyKey: $idempotencyKey) { id ...BulkJobBrief_job } }`)
const RetryBulkJob = graphql(`mutation RetryBulkJob($id: ID!, $idempotencyKey: String) { retryBulkJob(id: $id, idempotencyKey: $idempotencyKey) { id ...BulkJobBrief_job } }`)
const CancelBulkJob = graphql(`mutation CancelBulkJob($id: ID!) { cancelBulkJob(id: $id) { id ...BulkJobBrief_job } }`)

export interface BulkJobs {
  /** Those that go on, whoever made them, and those that ended while they were shown here; the newest first. */
  list: Readonly<ShallowRef<readonly BulkJob[]>>
  /** Asks again now, and every second while one goes on. */
  refresh: () => Promise<void>
  /** @throws what was refused */
  create: (input: CreateBulkJobInput, idempotencyKey: string) => Promise<BulkJob>
  /** As `create`, for those who do not wait: why there is no job stands in `refusal`. */
  begin: (input: CreateBulkJobInput) => Promise<void>
  refusal: ShallowRef<Refusal | null>
  retry: (id: string) => Promise<BulkJob>
  cancel: (id: string) => Promise<void>
  dismiss: (id: string) => void
  /** Forgets all of them, as when the session ends. The jobs go on. */
  clear: () => void
}

export const bulkJobsKey: InjectionKey<BulkJobs> = Symbol('bulk jobs')
export const useBulkJobs = (): BulkJobs => required(bulkJobsKey)

const pause = 1_000

/** Jobs of the server: they go on without this page, and whoever may see them sees them come on. */
export function createBulkJobs(apollo: ApolloClient): BulkJobs {
  const list = shallowRef<readonly BulkJob[]>([])
  const refusal = shallowRef<Refusal | null>(null)
  const dismissed = new Set<string>()
  let round = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function show(job: BulkJob): BulkJob {
    list.value = [job, ...list.value.filter(({ id }) => id !== job.id)].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    return job
  }

  async function look(id: string): Promise<BulkJob | null> {
    const { data } = await apollo.query({ query: OneBulkJob, variables: { id }, fetchPolicy: 'network-only' })
    return data?.node && 'id' in data.node ? getFragment(BulkJobBrief_job, data.node) : null
  }

  async function refresh(): Promise<void> {
    const mine = ++round
    clearTimeout(timer)
    const { data } = await apollo.query({ query: RunningBulkJobs, fetchPolicy: 'network-only' }).catch(() => ({ data: undefined }))
    if (mine !== round)
      return
    const running = data?.bulkJobs.edges.map(({ node }) => getFragment(BulkJobBrief_job, node)) ?? []
    const left = data ? list.value.filter(({ id, finishedAt }) => finishedAt === null && !running.some(job => job.id === id)) : []
    const ended = await Promise.all(left.map(async ({ id }) => look(id).catch(() => null)))
    if (mine !== round)
      return
    const gone = new Set(left.map(({ id }) => id))
    const known = list.value.filter(({ id }) => !gone.has(id))
    list.value = known
    for (const job of [...running, ...ended.filter(job => job !== null)]) {
      if (!dismissed.has(job.id))
        show(job)
    }
    if (list.value.some(({ finishedAt }) => finishedAt === null))
      timer = setTimeout(() => void refresh(), pause)
  }

  function follow(job: BulkJob): BulkJob {
    show(job)
    void refresh()
    return job
  }

  async function create(input: CreateBulkJobInput, idempotencyKey: string): Promise<BulkJob> {
    const { data } = await apollo.mutate({ mutation: CreateBulkJob, variables: { input, idempotencyKey } })
    return follow(getFragment(BulkJobBrief_job, data!.createBulkJob))
  }

  function dismiss(id: string): void {
    dismissed.add(id)
    list.value = list.value.filter(job => job.id !== id)
  }

  return {
    list,
    refresh,
    refusal,
    create,
    async begin(input) {
      refusal.value = null
      await create(input, crypto.randomUUID()).catch((error: unknown) => refusal.value = asRefusal(error))
    },
    async retry(id) {
      const { data } = await apollo.mutate({ mutation: RetryBulkJob, variables: { id, idempotencyKey: crypto.randomUUID() } })
      dismiss(id)
      return follow(getFragment(BulkJobBrief_job, data!.retryBulkJob))
    },
    async cancel(id) {
      const { data } = await apollo.mutate({ mutation: CancelBulkJob, variables: { id } })
      follow(getFragment(BulkJobBrief_job, data!.cancelBulkJob))
    },
    dismiss,
    clear() {
      round++
      clearTimeout(timer)
      dismissed.clear()
      refusal.value = null
      list.value = []
    },
  }
}

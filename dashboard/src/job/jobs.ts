import type { InjectionKey, ShallowRef } from 'vue'
import { shallowRef } from 'vue'
import { required } from '../lib/inject.js'
import { asRefusal, toldCode } from '../lib/refusal.js'

/** What became of one row: why it was refused, or what to say of one that needed nothing. */
export interface RowResult { id: string, ok: boolean, code?: string | null, message?: string | null }

/** What the server answers of one row. */
interface Answer { id?: string | null, ok: boolean, code?: string | null, message?: string | null }

/** The results that the server answered, each row by its id, or by another name that it is known by. */
export function answered<Row extends Answer>(
  answers: readonly Row[] = [],
  nameOf: (row: Row) => string | null | undefined = row => row.id,
): RowResult[] {
  return answers.flatMap((row) => {
    const id = nameOf(row)
    return id ? [{ id, ok: row.ok, code: row.code && toldCode(row.code), message: row.message }] : []
  })
}

export interface JobRow {
  id: string
  label: string
  /** `unsent` is what was left when the job was cancelled. */
  state: 'waiting' | 'done' | 'refused' | 'unsent'
  code?: string
  message?: string
}

export interface Job {
  readonly id: number
  readonly title: string
  readonly rows: readonly JobRow[]
  readonly running: boolean
  /** Sends the refused rows again, and those that were never sent. */
  retry: () => Promise<void>
  /** Sends no further rows; those on their way are still answered. */
  cancel: () => void
  /** Takes back what was done; there while all of it is done and it can be taken back. */
  undo?: (() => unknown) | undefined
}

/** Work on so few rows is told in a toast. */
export const mostInToast = 3

interface JobPlan {
  title: string
  rows: { id: string, label: string }[]
  /** How many rows go into one request. */
  batch?: number
  /** Sends some rows and answers one result for each. */
  send: (ids: string[]) => Promise<RowResult[]>
  /** Called after each request that was answered. */
  after?: () => void
  /** Takes back what was done to the rows, where that is possible. */
  undo?: (() => unknown) | undefined
}

export interface Jobs {
  list: Readonly<ShallowRef<Job[]>>
  /** Starts a job and shows it; resolves when all its rows have a result. */
  run: (plan: JobPlan) => Promise<void>
  dismiss: (id: number) => void
  /** Brings a job to the front. */
  show: (id: number) => void
  /** Forgets all jobs, as when the session ends: their rows name people. Those that run send no further rows. */
  clear: () => void
}

export const jobsKey: InjectionKey<Jobs> = Symbol('jobs')
export const useJobs = (): Jobs => required(jobsKey)

/** Work on many rows: each row gets its own result, and those refused may be tried again. */
export function createJobs(): Jobs {
  const list = shallowRef<Job[]>([])
  let count = 0

  function current(id: number): Job | undefined {
    return list.value.find(job => job.id === id)
  }

  function change(id: number, to: Partial<Job>): void {
    list.value = list.value.map(job => job.id === id ? { ...job, ...to } : job)
  }

  async function work(id: number, plan: JobPlan, ids: string[]): Promise<void> {
    const size = plan.batch ?? 50
    let cancelled = false
    change(id, {
      running: true,
      undo: undefined,
      cancel: () => void (cancelled = true),
      rows: current(id)?.rows.map(row => ids.includes(row.id) ? { id: row.id, label: row.label, state: 'waiting' } : row) ?? [],
    })
    for (let at = 0; at < ids.length && !cancelled; at += size) {
      const part = ids.slice(at, at + size)
      const results = await plan.send(part).catch((error: unknown) => refuseAll(part, error))
      change(id, { rows: withResults(current(id)?.rows ?? [], results, part) })
      plan.after?.()
    }
    const rows = current(id)?.rows.map(row => row.state === 'waiting' ? { ...row, state: 'unsent' as const } : row) ?? []
    change(id, { running: false, rows, undo: rows.some(retryable) ? undefined : plan.undo })
  }

  return {
    list,
    async run(plan) {
      const id = ++count
      const retry = (): Promise<void> => work(id, plan, current(id)?.rows.filter(retryable).map(row => row.id) ?? [])
      const job: Job = {
        id,
        title: plan.title,
        rows: plan.rows.map(row => ({ ...row, state: 'waiting' })),
        running: true,
        retry,
        cancel: () => {},
      }
      // What ended well has nothing more to tell.
      list.value = [job, ...list.value.filter(other => other.running || other.rows.some(retryable))]
      await work(id, plan, plan.rows.map(row => row.id))
    },
    dismiss(id) {
      list.value = list.value.filter(job => job.id !== id)
    },
    show(id) {
      list.value = [...list.value.filter(job => job.id === id), ...list.value.filter(job => job.id !== id)]
    },
    clear() {
      for (const job of list.value)
        job.cancel()
      list.value = []
    },
  }
}

const retryable = ({ state }: JobRow): boolean => state === 'refused' || state === 'unsent'

/** Asks before the page is left while a job runs: the rows that were not sent would be lost with it. */
export function confirmLeave(jobs: Jobs): void {
  addEventListener('beforeunload', (event) => {
    if (jobs.list.value.some(job => job.running))
      event.preventDefault()
  })
}

/** The rows after an answer; a row that was sent and not answered counts as refused, it must not look done. */
export function withResults(rows: readonly JobRow[], results: readonly RowResult[], sent: readonly string[]): JobRow[] {
  const byId = new Map(results.map(result => [result.id, result]))
  return rows.map(({ id, label, ...row }) => {
    const result = byId.get(id)
    if (result === undefined)
      return sent.includes(id) ? { id, label, state: 'refused', code: 'INTERNAL' } : { id, label, ...row }
    const told = { code: result.code ?? undefined, message: result.message ?? undefined }
    return result.ok ? { id, label, state: 'done', ...told } : { id, label, state: 'refused', ...told, code: told.code ?? 'INTERNAL' }
  })
}

function refuseAll(ids: string[], error: unknown): RowResult[] {
  const { code, message } = asRefusal(error)
  return ids.map(id => ({ id, ok: false, code, message }))
}

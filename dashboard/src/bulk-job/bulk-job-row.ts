import type { BulkJobBrief_JobFragment } from '../gql/graphql.js'
import { graphql } from '../gql/index.js'

export const BulkJobBrief_job = graphql(`
  fragment BulkJobBrief_job on BulkJob {
    id action total done refused cancelled madeBy toolId createdAt finishedAt viewerCanCancel viewerCanRetry client { id name }
  }
`)

export type BulkJob = BulkJobBrief_JobFragment

/** How far a job has come; what is left of one that has ended was cancelled. */
export function progressOf({ total, done, refused, finishedAt }: BulkJob): { waiting: number, cancelled: number } {
  const left = total - done - refused
  return finishedAt === null ? { waiting: left, cancelled: 0 } : { waiting: 0, cancelled: left }
}

export const placeOf = ({ id, client }: BulkJob): string => `/clients/${client.id}/jobs?job=${id}`

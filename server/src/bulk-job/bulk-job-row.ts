import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyTable } from '@mikro-orm/postgresql'
import { ObjectType } from 'type-graphql'
import type { Tenant } from '../access/viewer.js'
import { columnsOf, exposed, FieldsOf } from '../database/columns.js'
import type { ColumnOf } from '../database/columns.js'
import { byFlag, bySearch, byValues } from '../database/list/filter.js'
import { list } from '../database/list/list.js'
import { chronological, numerical } from '../database/list/order.js'
import type { Row } from '../database/row.js'
import type { BulkJob } from './bulk-job.js'
import { BulkJobSchema, RowOutcome } from './bulk-job.js'

export type BulkJobListed = Row<BulkJob, ColumnOf<typeof BulkJobSchema>>

const jobColumns = columnsOf(BulkJobSchema, 't')

export const bulkJobs = list<BulkJobListed>()({
  name: 'BulkJob',
  plural: 'jobs',
  table: 'bulk_job',
  columns: () => jobColumns,
  filters: { running: byFlag('running', 'True: only jobs that go on; false: only those that have ended.') },
  orders: { CREATED_AT: chronological('created_at', 'By when they were made.') },
})

export const BulkJobRowSchema = defineEntity({
  name: 'BulkJobRow',
  tableName: 'bulk_job_row',
  properties: {
    id: exposed(p.uuid().primary(), 'UUID of the row.'),
    providerId: p.uuid(),
    clientId: p.uuid(),
    jobId: p.uuid(),
    number: exposed(p.integer(), 'Its place in the job, from 1.'),
    verb: p.text(),
    personId: p.uuid().strictNullable(),
    email: p.text().strictNullable(),
    outcome: exposed(p.enum(() => RowOutcome), 'What became of it.'),
    code: exposed(p.text().strictNullable(), 'A stable error code where it was refused; ALREADY_MEMBER where nothing was needed; else null.'),
    message: p.text().strictNullable(),
  },
})

declare module '../database/query.js' {
  interface Tables {
    bulk_job_row: InferKyselyTable<typeof BulkJobRowSchema>
  }
}

@ObjectType({ description: 'One person of a job, and what became of it.' })
@FieldsOf(BulkJobRowSchema)
export class BulkJobRow extends BulkJobRowSchema.class {
  tenant(this: Pick<BulkJobRow, 'providerId' | 'clientId'>): Tenant {
    return { providerId: this.providerId, clientId: this.clientId }
  }
}
BulkJobRowSchema.setClass(BulkJobRow)

export type BulkJobRowListed = Row<BulkJobRow, ColumnOf<typeof BulkJobRowSchema>>

const rowColumns = columnsOf(BulkJobRowSchema, 't')

export const bulkJobRows = list<BulkJobRowListed>()({
  name: 'BulkJobRow',
  plural: 'rows',
  table: 'bulk_job_row',
  columns: () => rowColumns,
  filters: {
    outcome: byValues('outcome', RowOutcome, 'Only rows of these outcomes.'),
    search: bySearch(['email'], 'Part of the address; ignores case.'),
  },
  orders: { NUMBER: numerical('number', 'By their place in the job.') },
})

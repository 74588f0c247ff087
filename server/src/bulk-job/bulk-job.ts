import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyTable } from '@mikro-orm/postgresql'
import { ObjectType } from 'type-graphql'
import type { Tenant } from '../access/viewer.js'
import { exposed, FieldsOf } from '../database/columns.js'
import type { Subject } from '../event/append.js'
import { describeEnum } from '../lib/enum.js'
import { Node } from '../lib/node.js'

export enum BulkAction {
  INVITE = 'INVITE',
  RESEND = 'RESEND',
  CHANGE_ROLE = 'CHANGE_ROLE',
  REVOKE = 'REVOKE',
  RESTORE = 'RESTORE',
  REMOVE = 'REMOVE',
  SIGN_OUT = 'SIGN_OUT',
  CHANGE_GROUPS = 'CHANGE_GROUPS',
  DIRECTORY = 'DIRECTORY',
}
describeEnum(BulkAction, 'BulkAction', 'What a job does to each of its people.', {
  INVITE: 'Invites them, as `inviteUsers`.',
  RESEND: 'Sends fresh invitations, as `resendInvitations`.',
  CHANGE_ROLE: 'Gives them another role, as `changeUserRoles`.',
  REVOKE: 'Suspends them, as `revokeUsers`.',
  RESTORE: 'Brings them back, as `restoreUsers`.',
  REMOVE: 'Takes them out of the client, as `removeUsers`.',
  SIGN_OUT: 'Ends their sessions, as `signOutUsers`.',
  CHANGE_GROUPS: 'Puts them into groups and takes them out of others, as `changeUserGroups`.',
  DIRECTORY: 'Brings the client to what a file of a directory says; each row has a deed of its own.',
})

export enum RowOutcome {
  WAITING = 'WAITING',
  DONE = 'DONE',
  REFUSED = 'REFUSED',
  CANCELLED = 'CANCELLED',
}
describeEnum(RowOutcome, 'RowOutcome', 'What became of one row of a job.', {
  WAITING: 'Its turn has not come.',
  DONE: 'It was done, or needed nothing.',
  REFUSED: 'It was not done; `code` says why.',
  CANCELLED: 'The job was cancelled before its turn.',
})

declare module '../event/append.js' {
  interface EventDetails {
    BulkJob_Started: { action: string, people: number }
    BulkJob_Finished: { action: string, done: number, refused: number, cancelled: number }
  }
}

export const BulkJobSchema = defineEntity({
  name: 'BulkJob',
  tableName: 'bulk_job',
  properties: {
    id: exposed(p.uuid().primary(), 'UUID.'),
    providerId: p.uuid(),
    clientId: p.uuid(),
    action: exposed(p.enum(() => BulkAction), 'What it does to each of its people.'),
    madeById: p.uuid(),
    madeBy: exposed(p.text(), 'The name of whoever made it: a person, or whose API token did.'),
    sessionId: p.uuid().strictNullable(),
    toolId: exposed(p.uuid().strictNullable(), 'The API token that made it; null: a person did.'),
    proofs: p.type('text[]').$type<string[]>(),
    deviceType: p.integer(),
    ip: p.text().strictNullable(),
    retryOf: exposed(p.uuid().strictNullable(), 'The job whose failed rows this one tries again; null: it is the first try.'),
    total: exposed(p.integer(), 'How many rows it has, 1 to 10,000.'),
    done: exposed(p.integer(), 'How many rows were done.'),
    refused: exposed(p.integer(), 'How many rows were refused.'),
    createdAt: exposed(p.datetime(), 'When it was made.'),
    finishedAt: exposed(p.datetime().strictNullable(), 'When its last row had its outcome; null: it goes on.'),
    cancelled: exposed(p.boolean(), 'Whether somebody ended it before its last row.'),
  },
})

declare module '../database/query.js' {
  interface Tables {
    bulk_job: InferKyselyTable<typeof BulkJobSchema> & { running: boolean }
  }
}

@ObjectType({ implements: Node, description: 'Work on many people of a client, which goes on by itself.' })
@FieldsOf(BulkJobSchema)
export class BulkJob extends BulkJobSchema.class implements Node {
  tenant(this: Pick<BulkJob, 'providerId' | 'clientId'>): Tenant {
    return { providerId: this.providerId, clientId: this.clientId }
  }

  forEvent(): Subject {
    return { kind: 'BULK_JOB', id: this.id }
  }
}
BulkJobSchema.setClass(BulkJob)

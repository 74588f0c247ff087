import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyTable } from '@mikro-orm/postgresql'
import { ObjectType } from 'type-graphql'
import type { Tenant } from '../access/viewer.js'
import { columnsOf, exposed, FieldsOf } from '../database/columns.js'
import type { ColumnOf } from '../database/columns.js'
import type { Row } from '../database/row.js'
import { describeEnum } from '../lib/enum.js'
import { Refused } from '../lib/refused.js'

export enum HelpRequestState {
  OPEN = 'OPEN',
  RESET = 'RESET',
  DECLINED = 'DECLINED',
}
describeEnum(HelpRequestState, 'HelpRequestState', 'What has become of a request for help.', {
  OPEN: 'Nobody has decided yet.',
  RESET: 'The person\'s way in was reset.',
  DECLINED: 'It was turned down, with a reason.',
})

declare module '../event/append.js' {
  interface EventDetails {
    OrganizationUser_AskedForHelp: { email: string, enrolled: boolean }
    OrganizationUser_HelpDeclined: { email: string, reason: string }
  }
}

export const HelpRequestSchema = defineEntity({
  name: 'HelpRequest',
  properties: {
    id: exposed(p.uuid().primary(), 'UUID.'),
    providerId: p.uuid(),
    clientId: p.uuid(),
    userId: exposed(p.uuid(), 'The membership of who is said to ask, as `User.id`.'),
    state: exposed(p.enum(() => HelpRequestState), 'What has become of it.'),
    askedAt: exposed(p.datetime(), 'When it was asked.'),
    ip: exposed(p.text().strictNullable(), 'From which address; anybody may have been there.'),
    deviceName: exposed(p.text().strictNullable(), 'The User-Agent it was asked with.'),
    decidedAt: exposed(p.datetime().strictNullable(), 'When it was decided; null while it is open.'),
    decidedBy: exposed(p.text().strictNullable(), 'Name of whoever decided; null while it is open.'),
    reason: exposed(p.text().strictNullable(), 'Why it was turned down; null otherwise.'),
  },
})

declare module '../database/query.js' {
  interface Tables {
    help_request: InferKyselyTable<typeof HelpRequestSchema>
  }
}

@ObjectType({ description: 'Somebody at the door says that they are this person and have forgotten the master password. Nothing is proved by it.' })
@FieldsOf(HelpRequestSchema)
export class HelpRequest extends HelpRequestSchema.class {
  tenant(this: Pick<HelpRequest, 'providerId' | 'clientId'>): Tenant {
    return { providerId: this.providerId, clientId: this.clientId }
  }

  decide(state: HelpRequestState, { by, now, reason = null }: { by: string, now: Date, reason?: string | null }): void {
    if (this.state !== HelpRequestState.OPEN)
      throw new Refused('WRONG_STATUS', 'This request was decided already; load the list again.', { state: this.state })
    Object.assign(this, { state, decidedBy: by, decidedAt: now, reason })
  }
}
HelpRequestSchema.setClass(HelpRequest)

export type HelpRequestRow = Row<HelpRequest, ColumnOf<typeof HelpRequestSchema>>
export const helpRequestColumns = columnsOf(HelpRequestSchema, 't')

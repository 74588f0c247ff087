import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyTable } from '@mikro-orm/postgresql'
import { ObjectType } from 'type-graphql'
import { exposed, FieldsOf } from '../database/columns.js'
import { describeEnum } from '../lib/enum.js'

export enum PolicyKind {
  SINGLE_ORGANIZATION = 'SINGLE_ORGANIZATION',
  ACCOUNT_RECOVERY = 'ACCOUNT_RECOVERY',
}
describeEnum(PolicyKind, 'PolicyKind', 'What a client decides about its people.', {
  SINGLE_ORGANIZATION: 'Its people belong to no other company. Owners and admins are exempt.',
  ACCOUNT_RECOVERY: 'A forgotten master password may be reset for those who have enrolled. Needs SINGLE_ORGANIZATION.',
})

declare module '../event/append.js' {
  interface EventDetails {
    Policy_Updated: { policy: string, enabled: boolean, autoEnrol: boolean }
    OrganizationUser_Revoked_SingleOrganizationNonCompliance: { email: string, was: string }
  }
}

export const PolicySchema = defineEntity({
  name: 'Policy',
  properties: {
    clientId: p.uuid().primary(),
    kind: exposed(p.enum(() => PolicyKind).primary(), 'Which one.'),
    providerId: p.uuid(),
    enabled: exposed(p.boolean(), 'Whether it holds.'),
    autoEnrol: exposed(p.boolean(), 'Of ACCOUNT_RECOVERY: whether everybody is asked to enrol once they are confirmed, and nobody may withdraw.'),
    changedAt: exposed(p.datetime(), 'When it was last turned on, off or changed.'),
  },
})

declare module '../database/query.js' {
  interface Tables {
    policy: InferKyselyTable<typeof PolicySchema>
  }
}

@ObjectType({ description: 'A decision of a client about its people. One that was never made is not listed, and does not hold.' })
@FieldsOf(PolicySchema)
export class Policy extends PolicySchema.class {}
PolicySchema.setClass(Policy)

import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyTable } from '@mikro-orm/postgresql'
import { ObjectType } from 'type-graphql'
import type { MasterPasswordRules } from '@wardroom/schema/master-password-rules'
import { exposed, FieldsOf } from '../database/columns.js'
import { describeEnum } from '../lib/enum.js'

export enum PolicyKind {
  TWO_STEP_LOGIN = 'TWO_STEP_LOGIN',
  MASTER_PASSWORD = 'MASTER_PASSWORD',
  SINGLE_ORGANIZATION = 'SINGLE_ORGANIZATION',
  ACCOUNT_RECOVERY = 'ACCOUNT_RECOVERY',
}
describeEnum(PolicyKind, 'PolicyKind', 'What a client decides about its people.', {
  TWO_STEP_LOGIN: 'Its people have two-step login; who has none is revoked from a day on. Owners and admins are exempt.',
  MASTER_PASSWORD: 'What a new master password of its people is like at least. Their browsers see to it; nobody is exempt.',
  SINGLE_ORGANIZATION: 'Its people belong to no other company. Owners and admins are exempt.',
  ACCOUNT_RECOVERY: 'A forgotten master password may be reset for those who have enrolled. Needs SINGLE_ORGANIZATION.',
})

declare module '../event/append.js' {
  interface EventDetails {
    Policy_Updated: {
      policy: string
      enabled: boolean
      autoEnrol: boolean
      holdsFrom?: string
      rules?: MasterPasswordRules
      enrolmentsEnded?: number
    }
    OrganizationUser_Revoked_SingleOrganizationNonCompliance: { email: string, was: string }
    OrganizationUser_Revoked_TwoFactorNonCompliance: { email: string, was: string }
  }
}

export const PolicySchema = defineEntity({
  name: 'Policy',
  properties: {
    clientId: p.uuid().primary(),
    kind: exposed(p.enum(() => PolicyKind).primary(), 'Which one.'),
    providerId: p.uuid(),
    enabled: exposed(p.boolean(), 'Whether it holds, or will from `holdsFrom` on.'),
    autoEnrol: exposed(p.boolean(), 'Of ACCOUNT_RECOVERY: whether everybody is asked to enrol once they are confirmed, and nobody may withdraw.'),
    holdsFrom: exposed(p.datetime().strictNullable(), 'Of TWO_STEP_LOGIN that is on: from when who has none is out; null for the others.'),
    rules: p.json<MasterPasswordRules>().strictNullable(),
    changedAt: exposed(p.datetime(), 'When it was last turned on, off or changed.'),
    remindedAt: p.datetime().strictNullable(),
    remindedTo: p.uuid().strictNullable(),
    enforcementBegunAt: p.datetime().strictNullable(),
    enforcementPeople: p.integer().strictNullable(),
    enforcementRevoked: p.integer().strictNullable(),
    enforcementFinishedAt: p.datetime().strictNullable(),
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

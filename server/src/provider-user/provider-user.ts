import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyTable } from '@mikro-orm/postgresql'
import { ObjectType } from 'type-graphql'
import { ProviderUserType, StaffScope } from '../access/roles.js'
import type { Tenant } from '../access/viewer.js'
import { exposed, FieldsOf } from '../database/columns.js'
import type { Subject } from '../event/append.js'
import { Node } from '../lib/node.js'
import { membershipColumns } from '../membership/membership.js'
import { describeEnum } from '../lib/enum.js'
import type { KeptHours } from './work-hours.js'

export enum ProviderUserStatus {
  INVITED = 'INVITED',
  ACCEPTED = 'ACCEPTED',
  CONFIRMED = 'CONFIRMED',
}
describeEnum(ProviderUserStatus, 'ProviderUserStatus', 'How far a person has come in joining the provider\'s team. There is no revoked state: people are removed.', {
  INVITED: 'Invited by mail; may do nothing yet.',
  ACCEPTED: 'Accepted the invitation and waits to be confirmed; may do nothing yet.',
  CONFIRMED: 'Holds the provider key, unless they are from outside, and has the role.',
})

declare module '../event/append.js' {
  interface EventDetails {
    ProviderUser_Invited: { email: string, type: string }
    ProviderUser_InvitationResent: { email: string }
    ProviderUser_Accepted: { email: string }
    ProviderUser_Confirmed: { email: string, type: string }
    ProviderUser_Updated: { email: string, type: string, was: string }
    ProviderUser_HoursChanged: { email: string, timeZone: string | null, windows: string[] }
    ProviderUser_ScopeChanged: { email: string, scope: string, was: string, clients: number, groups: string[] }
    ProviderUser_Removed: { email: string, type: string, status: string }
    ProviderUser_SignedOut: { email: string, sessions: number }
    ProviderUser_TwoStepReset: { email: string, sessions: number }
    ProviderUser_TwoStepResetRefused: { email: string, code: string }
    ProviderUser_AskedForHelp: { email: string }
  }
}

export const ProviderUserSchema = defineEntity({
  name: 'ProviderUser',
  properties: {
    id: exposed(p.uuid().primary(), 'UUID of the membership, not of the account.'),
    providerId: p.uuid(),
    ...membershipColumns(),
    type: exposed(p.enum(() => ProviderUserType), 'What the person may do for the provider.'),
    scope: exposed(p.enum(() => StaffScope).default(StaffScope.ALL), 'For which of the provider\'s clients the person works.'),
    workHours: p.json<KeptHours>().strictNullable(),
    status: exposed(p.enum(() => ProviderUserStatus), 'How far the person has come in joining.'),
    askedForHelpAt: exposed(
      p.datetime().strictNullable(),
      'Since when the person waits for help, who said at the sign-in page that they have forgotten the master password; nothing is proved by it. '
      + 'Null: they do not, or have signed in since.',
    ),
  },
})

declare module '../database/query.js' {
  interface Tables {
    provider_user: InferKyselyTable<typeof ProviderUserSchema> & { two_step: boolean, sign_in_key: Date }
  }
}

@ObjectType({ implements: Node, description: 'One person\'s membership of the provider\'s own team.' })
@FieldsOf(ProviderUserSchema)
export class ProviderUser extends ProviderUserSchema.class implements Node {
  tenant(this: Pick<ProviderUser, 'providerId'>): Tenant {
    return { providerId: this.providerId }
  }

  forEvent(): Subject {
    return { kind: 'PROVIDER_USER', id: this.id, name: this.name ?? this.email }
  }
}
ProviderUserSchema.setClass(ProviderUser)

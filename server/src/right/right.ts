import { Field, ObjectType } from 'type-graphql'
import { CustomPermission, UserRole } from '../access/roles.js'
import { clientPermissions } from '../access/permissions.js'
import { describeEnum } from '../lib/enum.js'

export enum RightSource {
  ROLE = 'ROLE',
  FLAG = 'FLAG',
  PROVIDER = 'PROVIDER',
}
describeEnum(RightSource, 'RightSource', 'What gives a right.', {
  ROLE: 'The role in the client.',
  FLAG: 'A flag of the CUSTOM role.',
  PROVIDER: 'Working for the provider that looks after the client; shown to that provider\'s people alone.',
})

export enum RightsVoid {
  NOT_CONFIRMED = 'NOT_CONFIRMED',
  NO_TWO_STEP = 'NO_TWO_STEP',
}
describeEnum(RightsVoid, 'RightsVoid', 'Why a membership gives no rights now.', {
  NOT_CONFIRMED: 'The person has not been confirmed, or their access is suspended.',
  NO_TWO_STEP: 'The client requires two-step login of this role, and the person has none.',
})

@ObjectType({ description: 'One thing that gives a right.' })
export class RightReason {
  @Field(() => RightSource, { description: 'What kind of thing.' })
  source!: RightSource

  @Field(() => UserRole, { nullable: true, description: 'Of ROLE and FLAG: the person\'s role.' })
  role!: UserRole | null

  @Field(() => CustomPermission, { nullable: true, description: 'Of FLAG: which one.' })
  flag!: CustomPermission | null
}

@ObjectType({ description: 'Whether somebody may do one thing in a client, and why.' })
export class Right {
  @Field(() => String, { description: 'A permission on a client, as docs/permissions.md names it.' })
  permission!: string

  @Field(() => Boolean, { description: 'Whether the person may do it now. Rank still counts: nobody touches people above themself.' })
  granted!: boolean

  @Field(() => [RightReason], { description: 'All that gives it; empty where it is not granted.' })
  because!: RightReason[]
}

@ObjectType({ description: 'What somebody may do in a client.' })
export class UserRights {
  @Field(() => RightsVoid, { nullable: true, description: 'Why the membership gives none of them now; null: it does.' })
  void!: RightsVoid | null

  @Field(() => [Right], { description: 'Every permission there is on a client, in the order of docs/permissions.md.' })
  rights!: Right[]
}

/** How somebody stands in a client. */
export interface Standing {
  role: UserRole
  flags: readonly CustomPermission[]
  confirmed: boolean
  /** Confirmed, and not without two-step login where it is required. */
  belongs: boolean
  /** For the provider that looks after the client, as far as whoever asks may know. */
  works: boolean
}

/** By the same table that decides (access/permissions.ts). */
export function explainRights({ role, flags, confirmed, belongs, works }: Standing): UserRights {
  const rights = Object.entries(clientPermissions).map(([permission, { roles }]): Right => {
    const because: RightReason[] = [
      ...belongs && roles.includes(role) ? [{ source: RightSource.ROLE, role, flag: null }] : [],
      ...belongs && role === UserRole.CUSTOM
        ? flags.filter(flag => roles.includes(flag)).map(flag => ({ source: RightSource.FLAG, role, flag }))
        : [],
      ...works && roles.includes('PROVIDER') ? [{ source: RightSource.PROVIDER, role: null, flag: null }] : [],
    ]
    return { permission, granted: because.length > 0, because }
  })
  return { void: belongs ? null : confirmed ? RightsVoid.NO_TWO_STEP : RightsVoid.NOT_CONFIRMED, rights }
}

import { Field, Int, ObjectType } from 'type-graphql'
import { circumstances, clientPermissions } from '../access/permissions.js'
import type { Circumstance } from '../access/permissions.js'
import { CustomPermission, UserRole } from '../access/roles.js'
import { describeEnum, enumOf } from '../lib/enum.js'

export enum RightSource {
  ROLE = 'ROLE',
  FLAG = 'FLAG',
  PROVIDER = 'PROVIDER',
  CIRCUMSTANCE = 'CIRCUMSTANCE',
}
describeEnum(RightSource, 'RightSource', 'What gives a right.', {
  ROLE: 'The role in the client.',
  FLAG: 'A flag of the CUSTOM role.',
  PROVIDER: 'Working for the provider that looks after the client; shown to that provider\'s people alone.',
  CIRCUMSTANCE: 'How the person stands to single collections, or what the client has decided about all of them.',
})

/** In the spelling of the API. */
export const RightCircumstance = enumOf(Object.keys(circumstances).map(spelled))
describeEnum(RightCircumstance, 'RightCircumstance', 'What gives a right beside a role, as docs/permissions.md has it.', Object.fromEntries(
  Object.entries(circumstances).map(([name, words]) => [spelled(name), `Where it is so: ${words}.`]),
))

function spelled(circumstance: string): string {
  return circumstance.replaceAll(/[A-Z]/g, letter => `_${letter}`).toUpperCase()
}

export enum RightsVoid {
  NOT_CONFIRMED = 'NOT_CONFIRMED',
  NO_TWO_STEP = 'NO_TWO_STEP',
  CLIENT_SUSPENDED = 'CLIENT_SUSPENDED',
}
describeEnum(RightsVoid, 'RightsVoid', 'Why a membership gives no rights now.', {
  NOT_CONFIRMED: 'The person has not been confirmed, or their access is suspended.',
  CLIENT_SUSPENDED: 'The client is suspended; the provider\'s people keep those rights that this leaves.',
  NO_TWO_STEP: 'The client requires two-step login of this role, and the person has none.',
})

@ObjectType({ description: 'One thing that gives a right.' })
export class RightReason {
  @Field(() => RightSource, { description: 'What kind of thing.' })
  source!: RightSource

  @Field(() => UserRole, { nullable: true, description: 'Of ROLE, FLAG and CIRCUMSTANCE: the person\'s role.' })
  role!: UserRole | null

  @Field(() => CustomPermission, { nullable: true, description: 'Of FLAG: which one.' })
  flag!: CustomPermission | null

  @Field(() => RightCircumstance, { nullable: true, description: 'Of CIRCUMSTANCE: which one.' })
  circumstance!: string | null

  @Field(() => Int, { nullable: true, description: 'Of a CIRCUMSTANCE of single collections: for how many; `User.collections` has them. Null otherwise.' })
  collectionCount!: number | null
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
  /** Confirmed, not without two-step login where it is required, and not in a client that is suspended. */
  belongs: boolean
  /** Whether the client is. */
  suspended: boolean
  /** Whether it keeps its items from the provider's people. */
  closed: boolean
  /** For the provider that looks after the client, as far as whoever asks may know. */
  works: 'PROVIDER' | 'OUTSIDE_TECHNICIAN' | null
  /** For how many collections of the client each holds; of what the client has decided null where it holds. */
  so: ReadonlyMap<Circumstance, number | null>
}

const nothing = { role: null, flag: null, circumstance: null, collectionCount: null }

/** By the same table that decides (access/permissions.ts). */
export function explainRights({ role, flags, confirmed, belongs, suspended, closed, works, so }: Standing): UserRights {
  const held = [role, ...role === UserRole.CUSTOM ? flags : []]
  const rights = Object.entries(clientPermissions).map(([permission, { roles, when, whileSuspended, ofItems }]): Right => {
    const byProvider = works !== null && roles.includes(works) && (!suspended || whileSuspended) && !(closed && ofItems)
    const because: RightReason[] = [
      ...belongs && roles.includes(role) ? [{ ...nothing, source: RightSource.ROLE, role }] : [],
      ...belongs && role === UserRole.CUSTOM
        ? flags.filter(flag => roles.includes(flag)).map(flag => ({ ...nothing, source: RightSource.FLAG, role, flag }))
        : [],
      ...byProvider ? [{ ...nothing, source: RightSource.PROVIDER }] : [],
      ...belongs
        ? [...so].filter(([name]) => when?.[name]?.some(one => (held as string[]).includes(one))).map(([name, collectionCount]) =>
            ({ ...nothing, source: RightSource.CIRCUMSTANCE, role, circumstance: spelled(name), collectionCount }))
        : [],
    ]
    return { permission, granted: because.length > 0, because }
  })
  return { void: belongs ? null : whyVoid(confirmed, suspended), rights }
}

function whyVoid(confirmed: boolean, suspended: boolean): RightsVoid {
  if (!confirmed)
    return RightsVoid.NOT_CONFIRMED
  return suspended ? RightsVoid.CLIENT_SUSPENDED : RightsVoid.NO_TWO_STEP
}

import { Arg, Ctx, Field, FieldResolver, GraphQLISODateTime, ID, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import { ProviderUserType } from '../access/roles.js'
import { ViewerInfo } from '../account/viewer-info.js'
import { PersonResult } from '../lib/bulk.js'
import type { Context } from '../request/context.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { changeHours, ChangeHoursInput } from './change-hours.js'
import { admitOutsideTechnicians } from './change-provider-users.js'
import { offDuty } from './off-duty.js'
import type { ProviderUserRow } from './provider-user-row.js'
import { ProviderUser } from './provider-user.js'
import { shownHours, WorkHours } from './work-hours.js'

@ObjectType({ description: 'Whether one person works when it was asked, or was admitted.' })
class HoursResult extends PersonResult {}

@ObjectType({ description: 'A provider for which the viewer works, but not at this hour.' })
export class OffDuty {
  @Field(() => String, { description: 'Name of the provider.' })
  providerName!: string

  @Field(() => GraphQLISODateTime, { description: 'When they work for it again.' })
  from!: Date
}

@Resolver(() => ProviderUser)
export class HoursResolver {
  @Mutation(() => [HoursResult], {
    description: 'Says when people of a team work: at all other times they see nothing of the provider and its clients, and their feeds end. Provider '
      + 'admins only, nobody for themself. Errors: FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, REAUTH_REQUIRED for PEOPLE; in rows: NOT_FOUND, FORBIDDEN, '
      + 'SELF, ADMIN_HAS_NO_SCOPE.',
  })
  changeProviderUserHours(
    @Arg('input', () => ChangeHoursInput, { description: 'Who, and when.' }) input: ChangeHoursInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<HoursResult[]> {
    return changeHours(tx, viewer, input)
  }

  @Mutation(() => [HoursResult], {
    description: 'Confirms outside technicians who accepted; unlike others they get no key. Provider admins only. Errors: FORBIDDEN, REAUTH_REQUIRED '
      + 'for PEOPLE; in rows: NOT_FOUND, FORBIDDEN, WRONG_STATUS, BAD_USER_INPUT for anybody else.',
  })
  admitOutsideTechnicians(
    @Arg('ids', () => [ID], { description: '1 to 500, each checked by itself.' }) ids: string[],
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<HoursResult[]> {
    return admitOutsideTechnicians(tx, viewer, ids)
  }

  @FieldResolver(() => WorkHours, {
    nullable: true,
    description: 'When the person works; null: whatever the hour, and for others without the right to list the team.',
  })
  workHours(@Root() user: ProviderUserRow, @Ctx() { viewer }: Context): WorkHours | null {
    const shown = user.accountId === viewer.identity?.accountId || viewer.can('providerUser:list', user.tenant())
    return shown && user.workHours ? shownHours(user.workHours) : null
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may say when this person works.' })
  viewerCanChangeHours(@Root() user: ProviderUserRow, @Ctx() { viewer }: Context): boolean {
    return user.type !== ProviderUserType.PROVIDER_ADMIN
      && user.accountId !== viewer.identity?.accountId
      && viewer.can('providerUser:scope', user.tenant())
  }
}

@Resolver(() => ViewerInfo)
export class OffDutyResolver {
  @FieldResolver(() => [OffDuty], { description: 'For which providers the viewer works at other hours; soonest first. Empty for API tokens.' })
  async offDuty(@Root() { identity }: ViewerInfo, @Ctx() { services: { database } }: Context): Promise<OffDuty[]> {
    return identity.kind === 'ACCOUNT' ? offDuty(database.system, identity.accountId) : []
  }
}

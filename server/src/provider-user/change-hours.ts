import { Field, ID, InputType } from 'type-graphql'
import { ProviderUserType } from '../access/roles.js'
import type { Viewer } from '../access/viewer.js'
import type { PersonResult } from '../lib/bulk.js'
import { Refused } from '../lib/refused.js'
import { Selection } from '../membership/selection.js'
import { Provider } from '../provider/provider.js'
import type { Transaction } from '../transaction/transaction.js'
import { ProviderUser } from './provider-user.js'
import { keptHours, requireWindows, windowsInWords, WorkHours } from './work-hours.js'

@InputType({ description: 'When people of a team work from now on, in place of what was said before.' })
export class ChangeHoursInput {
  @Field(() => [ID], { description: '1 to 500 people of a team, each checked by itself.' })
  ids!: string[]

  @Field(() => WorkHours, { nullable: true, description: 'Null: whatever the hour.' })
  hours?: WorkHours | null
}

const team = { member: ProviderUser, organization: Provider, key: 'providerId' } as const

export async function changeHours(tx: Transaction, viewer: Viewer, { ids, hours = null }: ChangeHoursInput): Promise<PersonResult[]> {
  viewer.requireSignedIn()
  if (hours) {
    requireWindows(hours)
    await requireTimeZone(tx, hours.timeZone)
  }
  const selection = await Selection.of(tx, viewer, team, ids)
  return selection.each(viewer, 'providerUser:scope', (user) => {
    if (user.accountId === viewer.requireSignedIn().accountId)
      throw new Refused('SELF')
    if (user.type === ProviderUserType.PROVIDER_ADMIN)
      throw new Refused('ADMIN_HAS_NO_SCOPE')
    change(tx, user, hours)
  })
}

/** Of somebody who becomes a provider admin. */
export function clearHours(tx: Transaction, user: ProviderUser): void {
  if (user.workHours)
    change(tx, user, null)
}

function change(tx: Transaction, user: ProviderUser, hours: WorkHours | null): void {
  user.workHours = hours && keptHours(hours)
  tx.record('ProviderUser_HoursChanged', { providerId: user.providerId, subject: user.forEvent() }, {
    email: user.email,
    timeZone: hours?.timeZone ?? null,
    windows: hours ? windowsInWords(hours) : [],
  })
}

/** The database works out the hours, so it is the one that must know the zone. */
async function requireTimeZone({ em }: Transaction, name: string): Promise<void> {
  const known = name.length <= 64 && await em.execute('select from pg_timezone_names where name = ?', [name])
  if (!known || known.length === 0)
    throw new Refused('BAD_USER_INPUT', 'Choose a time zone by its name, as Europe/Berlin.', { field: 'timeZone' })
}

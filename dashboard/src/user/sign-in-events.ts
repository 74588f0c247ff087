import type { EventName } from '@wardroom/schema/events'

const events: ReadonlySet<string> = new Set<EventName>(['User_LoggedIn', 'User_Updated2fa', 'User_Disabled2fa', 'User_Recovered2fa'])

/** Whether an event of this type changes what lists of people say of how somebody signs in. */
export const changesSignIn = (type: string): boolean => events.has(type)

import type { EventName } from '@wardroom/schema/events'

const events: ReadonlySet<string> = new Set<EventName>(['User_Updated2fa', 'User_Disabled2fa', 'User_Recovered2fa'])

/** Whether an event of this type says that somebody has two-step login now, or has none any more. */
export const changesTwoStep = (type: string): boolean => events.has(type)

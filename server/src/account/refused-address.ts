import { sdkDevice } from '../access/device.js'
import { describeEvent } from '../event/append.js'
import { Refused } from '../lib/refused.js'
import type { Services } from '../request/services.js'

declare module '../event/append.js' {
  interface EventDetails {
    ApiToken_AddressRefused: { name: string }
  }
}

/** A token was used from where it may not be: its provider is told, not so often that it fills the log. Its user hears no more. */
export async function recordRefusedAddress(
  { database, limiter, appender, clock, log }: Services,
  id: string,
  ip: string,
): Promise<void> {
  try {
    await limiter.count('refusedAddressByToken', id)
    const { rows: [token] } = await database.system.query<{ providerId: string, name: string }>(
      'select provider_id "providerId", name from api_token where id = $1',
      [id],
    )
    if (!token)
      return
    const { providerId, name } = token
    await appender.append([describeEvent('ApiToken_AddressRefused', {
      providerId,
      subject: { kind: 'API_TOKEN', id, name },
      actor: { kind: 'NONE', deviceType: sdkDevice, ip },
      details: { name },
      at: clock(),
    })])
  }
  catch (error) {
    if (!(error instanceof Refused))
      log.warn({ err: error }, 'a refused address could not be logged')
  }
}

import type { ErrorCode } from '@wardroom/schema/errors'
import type {} from 'fastify'
import type { Credential } from '../access/credential.js'
import type { Identity } from '../access/viewer.js'
import { addressKey } from '../lib/ip-address.js'
import { Refused } from '../lib/refused.js'
import type { Services } from '../request/services.js'
import { recordRefusedAddress } from './refused-address.js'

export interface Caller {
  credential: Credential
  identity: Identity
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, known before the body is read; null: a stranger. */
    caller: Caller | null
  }
}

const strangers: ReadonlySet<string> = new Set<ErrorCode>(['UNAUTHENTICATED', 'SESSION_ENDED', 'ADDRESS_NOT_ALLOWED'])

/**
 * Who a bearer credential belongs to. A wrong one counts as a stranger's request: it could be guessed; so does one that may not be used
 * from there, which somebody may have stolen. @throws Refused
 */
export async function identify(services: Services, bearer: string, ip: string): Promise<Caller> {
  try {
    const credential = await services.identities.credential(bearer, ip)
    return { credential, identity: await credential.current() }
  }
  catch (error) {
    if (error instanceof Refused && strangers.has(error.code))
      await services.limiter.count('requestByStranger', addressKey(ip))
    if (error instanceof Refused && 'apiTokenId' in error)
      await recordRefusedAddress(services, error.apiTokenId as string, ip)
    throw error
  }
}

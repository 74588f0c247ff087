import type {} from 'fastify'
import type { Credential } from '../access/credential.js'
import type { Identity } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import type { Services } from '../request/services.js'

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

/**
 * Who a bearer credential belongs to. A wrong one counts as a stranger's request: it could be guessed.
 * @param address as `addressKey` gives it. @throws Refused
 */
export async function identify(
  { identities, limiter }: Services,
  bearer: string,
  address: string,
): Promise<Caller> {
  try {
    const credential = await identities.credential(bearer)
    return { credential, identity: await credential.current() }
  }
  catch (error) {
    if (error instanceof Refused && (error.code === 'UNAUTHENTICATED' || error.code === 'SESSION_ENDED'))
      await limiter.count('requestByStranger', address)
    throw error
  }
}

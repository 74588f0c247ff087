import type { FastifyInstance } from 'fastify'
import { deviceOf } from '../access/device.js'
import { Refused } from '../lib/refused.js'
import type { Services } from '../request/services.js'
import { takeApiKey } from './take-api-key.js'

/** Beside the doors of sign-in, behind the same check of where a request comes from. */
export function personalApiKeyRoutes(app: FastifyInstance, services: Services): void {
  app.post('/auth/token', (request) => {
    const { clientId, clientSecret } = (request.body ?? {}) as { clientId?: unknown, clientSecret?: unknown }
    if (typeof clientId !== 'string' || typeof clientSecret !== 'string')
      throw new Refused('BAD_USER_INPUT', 'The body must be JSON with the texts "clientId" and "clientSecret".', { field: 'clientId' })
    return takeApiKey(services, { clientId, clientSecret }, { device: deviceOf(request), now: services.clock() })
  })
}

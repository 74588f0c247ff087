import type { FastifyInstance } from 'fastify'
import { deviceOf } from '../access/device.js'
import { Refused } from '../lib/refused.js'
import type { Services } from '../request/services.js'
import { askForHelp } from './ask-for-help.js'

/** Beside the doors of sign-in, behind the same check of where a request comes from. */
export function recoveryRoutes(app: FastifyInstance, services: Services): void {
  app.post('/auth/ask-for-help', async (request, reply) => {
    const { email } = (request.body ?? {}) as { email?: unknown }
    if (typeof email !== 'string' || email.length > 1_000)
      throw new Refused('BAD_USER_INPUT', 'The body must be JSON with a text "email".', { field: 'email' })
    await askForHelp(services, email, deviceOf(request), services.clock())
    reply.code(202)
    return {}
  })
}

import type { FastifyInstance } from 'fastify'
import { isLoopback, nameInHost } from '../lib/loopback.js'
import { Refused } from '../lib/refused.js'
import type { Services } from '../request/services.js'

/**
 * DNS rebinding: another site can point a name of its own at this machine and then read our answers.
 * So a loopback installation answers only requests whose Host is a loopback name.
 */
export function rejectRebinding(app: FastifyInstance, { config }: Services): void {
  app.addHook('onRequest', async ({ headers: { host }, routeOptions: { url } }) => {
    const isApi = url === '/graphql' || url?.startsWith('/auth/')
    if (isApi && host !== undefined && isLoopback(new URL(config.origin).hostname) && !isLoopback(nameInHost(host)))
      throw new Refused('FORBIDDEN', `This installation is reached as ${config.origin} only; set WARDROOM_ORIGIN to reach it by another name.`)
  })
}

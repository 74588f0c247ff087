import type { FastifyInstance } from 'fastify'
import { isLoopback } from '../config/environment.js'
import type { DiskSpace } from '../lib/disk-space.js'
import type { Services } from '../request/services.js'

/** Lives, is ready, and how it fares. Not behind GraphQL, so that a flood there says nothing false here. */
export function serveHealth(app: FastifyInstance, { database: { system }, metrics }: Services, disk: DiskSpace): void {
  let probe: { at: number, result: Promise<boolean> } | undefined
  const writes = () => system.query(`insert into rate_limit (key, points) values ('readyz', 1) on conflict (key) do update set points = 1`)
  const ready = () => {
    if (!probe || Date.now() - probe.at > 1_000)
      probe = { at: Date.now(), result: Promise.all([disk.full(), writes()]).then(([full]) => !full, () => false) }
    return probe.result
  }
  app.get('/livez', async () => ({ ok: true }))
  app.get('/readyz', async (_, reply) => {
    const ok = await ready()
    return reply.code(ok ? 200 : 503).send({ ok })
  })
  app.get('/metrics', async (request, reply) => {
    if (!isLoopback(request.ip))
      return reply.callNotFound()
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
}

import type { FastifyInstance } from 'fastify'
import { isAtTheMachine } from '../access/device.js'
import { versionFault } from '../database/version.js'
import type { DiskSpace } from '../lib/disk-space.js'
import type { Services } from '../request/services.js'

/** Liveness, readiness and metrics. Outside GraphQL, so that load there does not distort them. */
export function serveHealth(app: FastifyInstance, { database: { system }, metrics }: Services, disk: DiskSpace): void {
  let probe: { at: number, result: Promise<{ ok: boolean, reason?: string }> } | undefined
  const writes = () => system.query(`insert into rate_limit (key, points) values ('readyz', 1) on conflict (key) do update set points = 1`)
  const examine = async () => {
    const [full, fault] = await Promise.all([disk.full(), versionFault(system), writes()])
    return fault ? { ok: false, reason: fault.advice } : { ok: !full }
  }
  const ready = () => {
    if (!probe || Date.now() - probe.at > 1_000)
      probe = { at: Date.now(), result: examine().catch(() => ({ ok: false })) }
    return probe.result
  }
  app.get('/livez', async () => ({ ok: true }))
  app.get('/readyz', async (request, reply) => {
    const { ok, reason } = await ready()
    return reply.code(ok ? 200 : 503).send({ ok, ...reason && isAtTheMachine(request) && { reason } })
  })
  app.get('/metrics', async (request, reply) => {
    if (!isAtTheMachine(request))
      return reply.callNotFound()
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
}

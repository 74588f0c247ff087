import type { FastifyInstance } from 'fastify'

/**
 * An answer waits in our memory until it is read. Node ends a connection when this long nothing of it was taken, or between two pieces;
 * who reads slowly goes on. While an answer is being made nothing ends.
 */
export function endUnread(app: FastifyInstance, milliseconds: number): void {
  app.addHook('onSend', async (_, reply) => void reply.raw.setTimeout(milliseconds))
}

import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { dashboardRoot } from '../config/build.js'

/** Every address that is not an endpoint is a page of the dashboard. */
export async function serveDashboard(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root: dashboardRoot,
    index: 'index.html',
    immutable: true,
    maxAge: '1y',
    setHeaders: (reply, file) => void (file.endsWith('.html') && reply.header('cache-control', 'no-store')),
  })
  app.setNotFoundHandler(async (request, reply) => {
    const isPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html') && !request.url.startsWith('/assets/')
    return isPage
      ? reply.sendFile('index.html')
      : reply.code(404).send({ error: { code: 'NOT_FOUND', message: 'There is nothing at this address.', facts: {} } })
  })
}

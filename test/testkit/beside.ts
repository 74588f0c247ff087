import { createServer } from '@wardroom/server/server'
import { readConfig } from '@wardroom/server/config/environment'
import { loadSecrets } from '@wardroom/server/config/secrets'
import { afterAll, inject } from 'vitest'
import type { World } from './world.js'

/** Another server on the same database, under the same origin. @returns where requests to it go */
export async function useServerBeside({ dataDir, ownerUrl, server }: World): Promise<string> {
  const env = { WARDROOM_DATA: dataDir, WARDROOM_PORT: '0', WARDROOM_LOG_LEVEL: 'silent', WARDROOM_ORIGIN: server.services.config.origin }
  const beside = await createServer(readConfig(env, []), ownerUrl, await loadSecrets(inject('secretsDir')), { limitFactor: 1_000 })
  afterAll(() => beside.close())
  return `http://localhost:${new URL(beside.address).port}`
}

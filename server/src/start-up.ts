import path from 'node:path'
import type { Config } from './config/environment.js'
import { startPostgres } from './postgres/postgres.js'
import { loadSecrets } from './config/secrets.js'
import type { Secrets } from './config/secrets.js'
import { migrate } from './migrate.js'
import { createServer } from './server.js'
import type { RunningServer, ServerOptions } from './server.js'

/** A migrated database with the secrets that belong to it, ready to be served or examined. */
export interface Installation {
  config: Config
  secrets: Secrets
  ownerUrl: string
  /** Migrations that were applied just now. */
  applied: string[]
  serve: (options?: ServerOptions) => Promise<RunningServer>
  close: () => Promise<void>
}

/** Starts the embedded PostgreSQL, unless a DATABASE_URL names one, and brings it to this version. */
export async function openInstallation(config: Config): Promise<Installation> {
  const secrets = await loadSecrets(config.dataDir, config.secret)
  const embedded = config.databaseUrl
    ? undefined
    : await startPostgres({ dataDir: path.join(config.dataDir, 'postgres'), fast: config.fastDatabase })
  const ownerUrl = config.databaseUrl ?? embedded!.url
  try {
    const applied = await migrate(ownerUrl, secrets, { retentionDays: config.retentionDays })
    return {
      config,
      secrets,
      ownerUrl,
      applied,
      serve: options => createServer(config, ownerUrl, secrets, options),
      close: async () => embedded?.stop(),
    }
  }
  catch (error) {
    await embedded?.stop()
    throw error
  }
}

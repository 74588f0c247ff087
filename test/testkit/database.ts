import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

/** An owner's connection to a fresh copy of the migrated template. */
export async function copyDatabase(): Promise<{ url: string, drop: () => Promise<void> }> {
  const name = `w_${randomUUID().replaceAll('-', '')}`
  // The other strategy writes each page into the log of changes, too.
  await asOwner(`create database ${name} template template_wardroom strategy file_copy`)
  const url = new URL(inject('clusterUrl'))
  url.pathname = `/${name}`
  return { url: url.href, drop: () => asOwner(`drop database ${name} with (force)`) }
}

async function asOwner(statement: string): Promise<void> {
  const owner = new pg.Client({ connectionString: inject('clusterUrl') })
  await owner.connect()
  // Two copies at once can meet: PostgreSQL wants the template to itself for a moment.
  for (let tries = 0; ; tries++) {
    try {
      await owner.query(statement)
      break
    }
    catch (error) {
      if ((error as { code?: string }).code !== '55006' || tries > 50)
        throw error
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }
  await owner.end()
}

import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { CannotStart } from '../postgres/advice.js'

/** One file of SQL each, in the order of their names; docs/migrations.md says how to write one. */
const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** The first ran under another name before migrations were files. */
const recordedAs: Record<string, string> = { '0001-first': '2026-11-first' }

let known: Promise<Map<string, string>> | undefined

/** As the database records them → their files. Looked at once: what the next release puts there is not known to this process. */
export function knownMigrations(): Promise<Map<string, string>> {
  known ??= listMigrations(migrationsFolder)
  return known
}

export async function listMigrations(folder: string): Promise<Map<string, string>> {
  const files = (await readdir(folder)).filter(file => file.endsWith('.sql')).sort()
  return new Map(files.map((file) => {
    const name = file.slice(0, -'.sql'.length)
    return [recordedAs[name] ?? name, path.join(folder, file)]
  }))
}

/** The end of a migration's name by which it promises that releases which do not know it work as before. */
const expandSuffix = '.expand'

export interface VersionFault {
  kind: 'TOO_NEW' | 'TOO_OLD'
  /** What is wrong and what to do, for the operator. */
  advice: string
}

/** Why this release must not work on that database; null: it may. */
export async function versionFault(
  db: Pick<pg.ClientBase, 'query'>,
  migrations?: ReadonlyMap<string, string>,
): Promise<VersionFault | null> {
  const known = migrations ?? await knownMigrations()
  const done = await doneMigrations(db)
  const unknown = done.filter(name => !known.has(name) && !name.endsWith(expandSuffix))
  if (unknown.length) {
    return {
      kind: 'TOO_NEW',
      advice: `This database is of a later release of Wardroom: this one does not know the migrations ${unknown.join(', ')}. `
        + 'Start that release or a later one; to go back, load the backup that was made before the upgrade.',
    }
  }
  const missing = [...known.keys()].filter(name => !done.includes(name))
  if (missing.length) {
    return {
      kind: 'TOO_OLD',
      advice: `This database is of an earlier release of Wardroom: the migrations ${missing.join(', ')} have not run. `
        + 'Run "wardroom migrate" of this release.',
    }
  }
  return null
}

/** @throws CannotStart when this release must not work on that database */
export async function requireVersion(db: Pick<pg.ClientBase, 'query'>): Promise<void> {
  const fault = await versionFault(db)
  if (fault)
    throw new CannotStart(fault.advice)
}

async function doneMigrations(db: Pick<pg.ClientBase, 'query'>): Promise<string[]> {
  const { rows: [table] } = await db.query<{ readable: boolean | null }>(
    `select has_table_privilege(to_regclass('public.mikro_orm_migrations'), 'select') readable`,
  )
  if (!table!.readable)
    return [] // no migration has run, or none that lets the server ask
  return (await db.query<{ name: string }>('select name from public.mikro_orm_migrations order by id')).rows.map(({ name }) => name)
}

import '@wardroom/server/server'
import { entities } from '@wardroom/server/features'
import { loadSecrets } from '@wardroom/server/config/secrets'
import { openDatabase } from '@wardroom/server/database/database'
import { migrate } from '@wardroom/server/migrate'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { World } from '../testkit/world.js'

let world: World
beforeAll(async () => { world = await World.start() })
afterAll(() => world.close())

it('what the address of the database says behind its ? holds for every connection', async () => {
  const url = `${world.ownerUrl}?application_name=everywhere`
  const secrets = await loadSecrets(inject('secretsDir'))
  await migrate(url, secrets)
  const database = await openDatabase(url, secrets, entities)
  const tenants = { actor: '00000000-0000-4000-8000-000000000000', providers: [], clients: [] }
  try {
    const named = await Promise.all([
      database.system.query<{ name: string }>(`select current_setting('application_name') name`).then(({ rows }) => rows),
      database.read(tenants, { name: 'application', text: `select current_setting('application_name') name`, values: [] }),
      database.write(tenants, em => em.execute<Array<{ name: string }>>(`select current_setting('application_name') name`)),
    ])
    expect(named.flat()).toEqual([{ name: 'everywhere' }, { name: 'everywhere' }, { name: 'everywhere' }])
  }
  finally {
    await database.close()
  }
})

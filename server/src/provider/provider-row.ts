import { asRow } from '../database/row.js'
import { inOrder, loader } from '../request/loader.js'
import { Provider } from './provider.js'

export const providerLoader = loader<string, Provider | null>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = await database.read<{ id: string }>(tenants, {
    name: 'providers',
    text: 'select id, name, kind, demo, created_at "createdAt" from provider where id = any($1::uuid[])',
    values: [ids],
  })
  return inOrder(ids, rows.map(row => asRow(Provider, row)))
})

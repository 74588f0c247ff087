import { UserRole } from '../access/roles.js'
import { clientLoader } from '../client/client-row.js'
import type { ClientRow } from '../client/client-row.js'
import type { Context } from '../request/context.js'

/** Whose owner the viewer is, where no provider holds the key. */
export async function addableClients(context: Context): Promise<ClientRow[]> {
  const { members, kind } = context.viewer.requireSignedIn()
  const owned = kind === 'ACCOUNT' ? [...members].filter(([, { role }]) => role === UserRole.OWNER).map(([id]) => id) : []
  const clients = await Promise.all(owned.map(id => context.load(clientLoader, id)))
  return clients.filter(client => client !== null).filter(({ providerKey }) => providerKey === null)
}

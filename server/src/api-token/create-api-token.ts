import { randomUUID } from 'node:crypto'
import type { Viewer } from '../access/viewer.js'
import type { ApiTokenScope } from '../access/scopes.js'
import { ClientGroup } from '../client-group/client-group.js'
import { Client } from '../client/client.js'
import { after, day } from '../lib/clock.js'
import { requireShort } from '../lib/filter.js'
import { Refused } from '../lib/refused.js'
import { tokenHash } from '../lib/secret-token.js'
import { cleanName } from '../lib/text.js'
import { Provider } from '../provider/provider.js'
import type { Transaction } from '../transaction/transaction.js'
import { cleanAddresses } from './addresses.js'
import { ApiToken } from './api-token.js'
import { newSecret, prefixOf } from './secret.js'

interface NewApiToken {
  providerId: string
  name: string
  scopes: readonly ApiTokenScope[]
  clientIds: string[] | null
  clientGroupIds: string[] | null
  allowedAddresses: string[] | null | undefined
  expiresAt: Date
}

/** Tokens of a provider that work. */
const most = 1_000

export async function createApiToken(
  tx: Transaction,
  viewer: Viewer,
  { providerId, name, scopes, clientIds, clientGroupIds, allowedAddresses, expiresAt }: NewApiToken,
): Promise<{ apiToken: ApiToken, secret: string }> {
  const { accountId, name: createdBy } = viewer.requirePerson()
  await viewer.reach(Provider, providerId, 'apiToken:create')
  requireShort({ scopes })
  if (!scopes.length)
    throw new Refused('BAD_USER_INPUT', '`scopes` must have at least one entry.', { field: 'scopes' })
  if (expiresAt <= tx.now || expiresAt > after(tx.now, 366 * day))
    throw new Refused('BAD_USER_INPUT', '`expiresAt` must be in the future and at most one year from now.', { field: 'expiresAt' })
  const addresses = cleanAddresses(allowedAddresses)
  await requireOwnClients(clientIds, providerId, viewer)
  await requireOwnGroups(clientGroupIds, providerId, viewer)
  if (await tx.em.count(ApiToken, { providerId, revokedAt: null, expiresAt: { $gt: tx.now } }) >= most)
    throw new Refused('API_TOKEN_LIMIT', undefined, { max: most })
  const id = randomUUID()
  const secret = newSecret(id)
  const apiToken = tx.em.create(ApiToken, {
    id,
    providerId,
    accountId,
    createdBy,
    name: cleanName(name, 'name'),
    prefix: prefixOf(secret),
    tokenHash: tokenHash(secret),
    scopes: [...new Set(scopes)].sort(),
    clientIds,
    clientGroupIds,
    allowedAddresses: addresses,
    createdAt: tx.now,
    expiresAt,
  })
  tx.record(
    'ApiToken_Created',
    { providerId, subject: apiToken.forEvent() },
    {
      name: apiToken.name,
      scopes: apiToken.scopes,
      clients: clientIds?.length ?? (clientGroupIds ? 0 : 'all'),
      ...clientGroupIds && { groups: clientGroupIds.length },
      addresses: addresses?.length ?? 'all',
      expiresAt: expiresAt.toISOString(),
    },
  )
  return { apiToken, secret }
}

async function requireOwnClients(ids: string[] | null, providerId: string, viewer: Viewer): Promise<void> {
  if (ids && (!ids.length || ids.length > 100))
    throw new Refused('BAD_USER_INPUT', '`clientIds` must have 1 to 100 entries, or be left out.', { field: 'clientIds', max: 100 })
  for (const id of ids ?? []) {
    const client = await viewer.reach(Client, id, 'client:read')
    if (client.providerId !== providerId)
      throw new Refused('NOT_FOUND')
  }
}

async function requireOwnGroups(ids: string[] | null, providerId: string, viewer: Viewer): Promise<void> {
  if (ids && (!ids.length || ids.length > 100))
    throw new Refused('BAD_USER_INPUT', '`clientGroupIds` must have 1 to 100 entries, or be left out.', { field: 'clientGroupIds', max: 100 })
  for (const id of ids ?? []) {
    const group = await viewer.reach(ClientGroup, id, 'clientGroup:list', { lock: true })
    if (group.providerId !== providerId)
      throw new Refused('NOT_FOUND')
  }
}

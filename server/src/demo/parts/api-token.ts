import { newSecret, prefixOf } from '../../api-token/secret.js'
import { tokenHash } from '../../lib/secret-token.js'
import type { Past } from '../history/record-history.js'
import type { Population } from '../people/population.js'
import type { Tool } from '../people/tools.js'
import type { Row } from '../store/insert.js'
import type { DemoPart } from './part.js'

/** The founder's tools. Nobody knows the secrets of their tokens: whoever wants to try one makes their own. */
export const apiToken: DemoPart = {
  rows: population => [{ table: 'api_token', rows: population.tools.map(tool => rowOf(tool, population)) }],
  history: { provider: recordTools },
}

function rowOf(tool: Tool, { provider, team: { founder } }: Population): Row {
  const secret = newSecret(tool.id)
  return {
    provider_id: provider.id,
    account_id: founder.accountId,
    created_by: founder.name,
    id: tool.id,
    name: tool.name,
    prefix: prefixOf(secret),
    token_hash: `\\x${tokenHash(secret).toString('hex')}`,
    scopes: tool.scopes,
    client_ids: tool.clientIds,
    created_at: tool.createdAt,
    expires_at: tool.expiresAt,
    allowed_addresses: tool.allowedAddresses,
    last_used_at: tool.lastUsedAt,
    last_used_from: tool.lastUsedFrom,
    revoked_at: tool.revokedAt,
  }
}

function recordTools({ tools, team: { founder }, events }: Past): void {
  for (const { id, name, scopes, clientIds, allowedAddresses, createdAt, expiresAt, revokedAt } of tools) {
    const about = { subject: { kind: 'API_TOKEN', id, name } as const, actor: founder.actor() }
    events.record(
      'ApiToken_Created',
      { ...about, at: createdAt },
      {
        name,
        scopes,
        clients: clientIds?.length ?? 'all',
        addresses: allowedAddresses?.length ?? 'all',
        expiresAt: expiresAt.toISOString(),
      },
    )
    if (revokedAt)
      events.record('ApiToken_Revoked', { ...about, at: revokedAt }, { name })
  }
}

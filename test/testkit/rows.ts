import { randomBytes, randomUUID } from 'node:crypto'

type Columns = Record<string, unknown> & { id: string }

interface Store {
  sql: (text: string, values: unknown[]) => Promise<unknown>
}

/**
 * Rows put past the doors, for what takes too long or cannot be brought about through them: many at once, old dates, things of
 * other tenants. Their keys and hashes are not real; what a test does not name has a value that the table accepts.
 * All rows must name the columns that the first one names.
 */
export async function insertRows(store: Store, table: string, rows: readonly Columns[]): Promise<void> {
  const columns = Object.keys(rows[0]!).join(', ')
  await store.sql(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [JSON.stringify(rows)])
}

export function accountRow(columns: Partial<Columns> = {}): Columns {
  const id = randomUUID()
  return {
    id,
    email: `${id}@victims.example`,
    name: 'Victor Victim',
    kdf_type: 'PBKDF2',
    kdf_iterations: 600_000,
    password_hash: 'none',
    wrapped_user_key: 'none',
    public_key: 'none',
    wrapped_private_key: 'none',
    security_stamp: id,
    created_at: new Date(),
    ...columns,
  }
}

export function providerUserRow(providerId: string, columns: Partial<Columns> = {}): Columns {
  const id = randomUUID()
  return { provider_id: providerId, id, email: `${id}@victims.example`, name: 'Victor Victim', type: 'SERVICE_USER', status: 'INVITED', created_at: new Date(), ...columns }
}

export function clientRow(providerId: string, columns: Partial<Columns> = {}): Columns {
  return {
    provider_id: providerId,
    id: randomUUID(),
    name: 'Spare',
    plan: 'TEAMS',
    seats: 1,
    public_key: 'none',
    wrapped_private_key: 'none',
    created_at: new Date(),
    ...columns,
  }
}

export function userRow({ id: clientId, provider }: { id: string, provider: { id: string } }, columns: Partial<Columns> = {}): Columns {
  const id = randomUUID()
  return {
    provider_id: provider.id,
    client_id: clientId,
    id,
    email: `${id}@victims.example`,
    name: 'Victor Victim',
    role: 'USER',
    permissions: [],
    status: 'INVITED',
    created_at: new Date(),
    revised_at: new Date(),
    ...columns,
  }
}

export function groupRow({ id: clientId, provider }: { id: string, provider: { id: string } }, columns: Partial<Columns> = {}): Columns {
  return {
    provider_id: provider.id,
    client_id: clientId,
    id: randomUUID(),
    name: 'Spare',
    created_at: new Date(),
    revised_at: new Date(),
    ...columns,
  }
}

export function baselineRow(providerId: string, columns: Partial<Columns> = {}): Columns {
  return {
    provider_id: providerId,
    id: randomUUID(),
    name: 'Spare',
    position: 50,
    content: { policies: [], settings: {} },
    created_at: new Date(),
    revised_at: new Date(),
    ...columns,
  }
}

export function clientGroupRow(providerId: string, columns: Partial<Columns> = {}): Columns {
  return { provider_id: providerId, id: randomUUID(), name: 'Spare', created_at: new Date(), revised_at: new Date(), ...columns }
}

/** Sealed by nobody: in the form that the server asks for. */
export function sealedName(): string {
  return `2.${[16, 32, 32].map(length => randomBytes(length).toString('base64')).join('|')}`
}

export function collectionRow(
  { id: clientId, provider }: { id: string, provider: { id: string } },
  columns: Partial<Columns> = {},
): Columns {
  return {
    provider_id: provider.id,
    client_id: clientId,
    id: randomUUID(),
    name: sealedName(),
    binding: sealedName(),
    created_at: new Date(),
    revised_at: new Date(),
    ...columns,
  }
}

export function bulkJobRow({ id: clientId, provider }: { id: string, provider: { id: string } }, columns: Partial<Columns> = {}): Columns {
  return {
    provider_id: provider.id,
    client_id: clientId,
    id: randomUUID(),
    action: 'RESEND',
    made_by_id: randomUUID(),
    made_by: 'Victor Victim',
    session_id: randomUUID(),
    proofs: [],
    device_type: 14,
    total: 1,
    done: 0,
    refused: 0,
    created_at: new Date(),
    cancelled: false,
    ...columns,
  }
}

export function apiTokenRow(providerId: string, accountId: string, columns: Partial<Columns> = {}): Columns {
  return {
    provider_id: providerId,
    id: randomUUID(),
    account_id: accountId,
    created_by: 'Ada',
    name: 'spare',
    prefix: 'wr_',
    token_hash: bytes(Buffer.from(randomUUID())),
    scopes: ['READ'],
    created_at: new Date(),
    expires_at: new Date(Date.now() + 86_400_000),
    ...columns,
  }
}

/** As JSON carries a `bytea`. */
export function bytes(value: Buffer): string {
  return `\\x${value.toString('hex')}`
}

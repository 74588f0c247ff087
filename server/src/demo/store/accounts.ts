import { randomUUID } from 'node:crypto'
import type { TwoStepKind } from '@wardroom/schema/two-step'
import type pg from 'pg'
import { newAuthenticatorSecret } from '../../second-factor/authenticator.js'
import { authenticatorRow } from '../../second-factor/authenticator-method.js'
import { securityKeyRows } from '../../second-factor/security-keys.js'
import type { Keyring } from '../people/keys.js'
import { insertRows } from './insert.js'
import type { Row } from './insert.js'

/** Accounts belong to no tenant, so no tenant's transaction may write them: they are committed by themselves. */
export async function insertAccounts(system: pg.Pool, keyring: Keyring, atRestKey: Buffer, now: Date): Promise<void> {
  const execute = (text: string, values: string[]) => system.query(text.replace('?', () => '$1'), values)
  await insertRows({ execute }, { table: 'account', rows: accountRows(keyring) })
  await insertRows({ execute }, { table: 'two_step_method', rows: authenticatorRows(keyring, atRestKey, now) })
  await insertRows({ execute }, { table: 'two_step_method', rows: mailboxes(keyring, now) })
  const keys = securityKeys(keyring, now)
  await insertRows({ execute }, { table: 'two_step_method', rows: keys.map(({ method }) => method) })
  await insertRows({ execute }, { table: 'security_key', rows: keys.map(({ key }) => key) })
}

/** Where there is no provider, an account is what a crash left of another attempt. */
export async function deleteOrphanedAccounts(system: pg.Pool): Promise<void> {
  await system.query('delete from account where not exists (select from provider)')
}

function accountRows({ accounts }: Keyring): Row[] {
  return [...accounts].map(([person, { kdf, passwordHash, wrappedUserKey, publicKey, wrappedPrivateKey }]) => ({
    id: person.accountId,
    email: person.email,
    name: person.name,
    kdf_type: kdf.type,
    kdf_iterations: kdf.iterations,
    password_hash: passwordHash,
    wrapped_user_key: wrappedUserKey,
    public_key: publicKey,
    wrapped_private_key: wrappedPrivateKey,
    security_stamp: randomUUID(),
    created_at: person.at('accepted'),
  }))
}

function authenticatorRows(keyring: Keyring, atRestKey: Buffer, now: Date): Row[] {
  return withSecondFactor(keyring, 'AUTHENTICATOR', now).map(({ accountId, at }) => {
    const { secret, ...row } = authenticatorRow(atRestKey, accountId, newAuthenticatorSecret(), at)
    return { ...row, secret: bytea(secret) }
  })
}

function mailboxes(keyring: Keyring, now: Date): Row[] {
  return withSecondFactor(keyring, 'EMAIL', now).map(({ accountId, at }) => ({ account_id: accountId, id: randomUUID(), kind: 'EMAIL', created_at: at }))
}

function securityKeys(keyring: Keyring, now: Date): { method: Row, key: Row }[] {
  return withSecondFactor(keyring, 'WEBAUTHN', now).map(({ accountId, at }) => {
    const { method, key: { credential_id, public_key, ...key } } = securityKeyRows(accountId, 'YubiKey', at)
    return { method, key: { ...key, credential_id: bytea(credential_id), public_key: bytea(public_key) } }
  })
}

function withSecondFactor({ accounts }: Keyring, kind: TwoStepKind, now: Date): { accountId: string, at: Date }[] {
  return [...accounts.keys()].flatMap(({ accountId, twoStepAt: at, twoStepKind }) =>
    at && at <= now && twoStepKind === kind ? [{ accountId, at }] : [])
}

function bytea(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`
}

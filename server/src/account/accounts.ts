import { createHmac, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { fromBase64 } from '@wardroom/schema/sealing/bytes'
import { accountIdOf } from '@wardroom/schema/sealing/fingerprint'
import { defaultKdf, kdfChoices } from '@wardroom/schema/sealing/kdf-numbers'
import { Refused } from '../lib/refused.js'
import { cleanName } from '../lib/text.js'
import type { Secrets } from '../config/secrets.js'
import { cleanHint } from './password-hint.js'
import { hashPassword } from './password-hash.js'
import type { Kdf, Registration } from './registration.js'
import { checkRegistration } from './registration.js'

/** A person who can sign in. *Secret*: passwordHash. The rest is ciphertext or public, and only the system role reads it. */
export interface Account {
  id: string
  email: string
  name: string
  kdf: Kdf
  passwordHash: string
  wrappedUserKey: string
  publicKey: string
  wrappedPrivateKey: string
  securityStamp: string
  recoveryCodeMadeAt: Date | null
  /** It was set by somebody else. */
  mustChangePassword: boolean
}

interface Row {
  id: string
  email: string
  name: string
  kdf_type: Kdf['type']
  kdf_iterations: number
  kdf_memory: number | null
  kdf_parallelism: number | null
  password_hash: string
  wrapped_user_key: string
  public_key: string
  wrapped_private_key: string
  security_stamp: string
  recovery_code_made_at: Date | null
  must_change_password: boolean
}

type Queryable = Pick<pg.Pool, 'query'>

export async function accountById(db: Queryable, id: string): Promise<Account | undefined> {
  return fromRow((await db.query<Row>('select * from account where id = $1', [id])).rows[0])
}

export async function accountByEmail(db: Queryable, email: string): Promise<Account | undefined> {
  return fromRow((await db.query<Row>('select * from account where email = $1', [email])).rows[0])
}

/**
 * Makes an account for an address that was proved; refuses keys that do not have the required form. Its id is made of its public key,
 * so that nobody chooses it.
 */
export async function createAccount(
  db: Queryable,
  email: string,
  registration: Registration,
  { pepper }: Secrets,
  now: Date,
): Promise<Account> {
  checkRegistration(registration)
  const { kdf, wrappedUserKey, publicKey, wrappedPrivateKey } = registration
  const hint = cleanHint(registration.passwordHint)
  const id = await accountIdOf({ spki: fromBase64(publicKey)! })
  await requireFree(db, id, email) // before a password is hashed: whoever is refused may come again and again
  const account: Account = {
    id,
    email,
    name: cleanName(registration.name, 'name'),
    kdf,
    passwordHash: await hashPassword(registration.masterPasswordHash, pepper),
    wrappedUserKey,
    publicKey,
    wrappedPrivateKey,
    securityStamp: randomUUID(),
    recoveryCodeMadeAt: null,
    mustChangePassword: false,
  }
  const { rowCount } = await db.query(
    `insert into account (id, email, name, kdf_type, kdf_iterations, kdf_memory, kdf_parallelism, password_hash, wrapped_user_key, public_key, wrapped_private_key, security_stamp, created_at, password_hint)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`,
    [
      account.id,
      email,
      account.name,
      kdf.type,
      kdf.iterations,
      kdf.memory ?? null,
      kdf.parallelism ?? null,
      account.passwordHash,
      wrappedUserKey,
      publicKey,
      wrappedPrivateKey,
      account.securityStamp,
      now,
      hint,
    ],
  )
  if (!rowCount) {
    await requireFree(db, id, email)
    throw new Refused('ACCOUNT_EXISTS') // it was there, and is gone again
  }
  return account
}

async function requireFree(db: Queryable, id: string, email: string): Promise<void> {
  const { rows } = await db.query<{ email: string }>('select email from account where id = $1 or email = $2', [id, email])
  if (rows.some(owner => owner.email === email))
    throw new Refused('ACCOUNT_EXISTS')
  if (rows.length)
    throw new Refused('SEALED_MALFORMED', 'publicKey is that of another account; make a new pair of keys.', { field: 'publicKey' })
}

/**
 * What prelogin answers for an unknown address: always the same for the same one, mostly what new accounts have, and now and then another
 * of the choices that people are offered.
 */
export function decoyKdf(email: string, { decoyKey }: Secrets): Kdf {
  const place = createHmac('sha256', decoyKey).update(email).digest().readUInt32BE() % 40
  return (kdfChoices[place] ?? defaultKdf) as Kdf
}

function fromRow(row: Row | undefined): Account | undefined {
  return row && {
    id: row.id,
    email: row.email,
    name: row.name,
    kdf: {
      type: row.kdf_type,
      iterations: row.kdf_iterations,
      ...row.kdf_memory && { memory: row.kdf_memory },
      ...row.kdf_parallelism && { parallelism: row.kdf_parallelism },
    },
    passwordHash: row.password_hash,
    wrappedUserKey: row.wrapped_user_key,
    publicKey: row.public_key,
    wrappedPrivateKey: row.wrapped_private_key,
    securityStamp: row.security_stamp,
    recoveryCodeMadeAt: row.recovery_code_made_at,
    mustChangePassword: row.must_change_password,
  }
}

import { accountKeys, register, signIn, unlock } from '@wardroom/schema/sealing/account'
import type { Registration } from '@wardroom/schema/sealing/account'
import { randomBytes, toBase64 } from '@wardroom/schema/sealing/bytes'
import { sealCollectionName } from '@wardroom/schema/sealing/collection'
import type { SealedName } from '@wardroom/schema/sealing/collection'
import { defaultKdf, saltOf } from '@wardroom/schema/sealing/kdf'
import { confirm, makeClientKeys, makeProviderKey, openSharedKey } from '@wardroom/schema/sealing/provider'
import type { ClientKeys } from '@wardroom/schema/sealing/provider'
import { makeEnrolment } from '@wardroom/schema/sealing/recovery'
import type { Enrolment } from '@wardroom/schema/sealing/recovery'
import { importPublicKey } from '@wardroom/schema/sealing/rsa'
import { makeKey } from '@wardroom/schema/sealing/symmetric-key'
import type { KeyBytes } from '@wardroom/schema/sealing/symmetric-key'
import { hashPassword } from '../../account/password-hash.js'
import type { Pepper } from '../../account/password-hash.js'
import { collectionsOf } from './collections.js'
import type { Company } from './company.js'
import type { Person } from './person.js'
import type { Population } from './population.js'
import { demoPassword } from './sign-ins.js'

export type AccountSecrets = Omit<Registration, 'masterPasswordHash'> & { passwordHash: string }

/** Real keys, made as devices make them: everybody's own, every client's, and the copies that confirming hands over. */
export interface Keyring {
  accounts: Map<Person, AccountSecrets>
  clients: Map<Company, ClientKeys>
  /** A person's copy of the provider key or of their client's key. */
  copies: Map<Person, string>
  /** The user keys of those who have enrolled in account recovery, for their client. */
  recovery: Map<Person, Enrolment & { at: Date }>
  /** What collections are called, by their ids. */
  names: Map<string, SealedName>
}

export async function makeKeys({ team, companies }: Population, pepper: Pepper, signal: AbortSignal): Promise<Keyring> {
  const keyring: Keyring = { accounts: new Map(), clients: new Map(), copies: new Map(), recovery: new Map(), names: new Map() }
  const stretched = new Map<Person, KeyBytes>()
  const unusableHash = await hashPassword(toBase64(randomBytes(32)), pepper)
  const people: Person[] = [...team.members, ...companies.flatMap(({ members }) => members)].filter(({ hasAccount }) => hasAccount)
  await forEachConcurrently(people, signal, async (person) => {
    const key = makeKey() // in place of what a password would become
    stretched.set(person, key)
    keyring.accounts.set(
      person,
      person.signsIn ? await registered(person, pepper) : { kdf: defaultKdf, passwordHash: unusableHash, ...await accountKeys(key) },
    )
  })
  const { founder } = team
  const publicKey = (person: Person) => importPublicKey(keyring.accounts.get(person)!.publicKey)
  const { wrapped, providerKey } = await makeProviderKey(await publicKey(founder))
  const { privateKey } = await unlocked(founder, keyring.accounts.get(founder)!)
  keyring.copies.set(founder, wrapped)
  const colleagues = team.members.filter(member => member !== founder && member.holdsKey && holdsKey(member))
  await forEachConcurrently(colleagues, signal, async (member) => {
    keyring.copies.set(member, await confirm(wrapped, privateKey, await publicKey(member)))
  })
  await forEachConcurrently(companies, signal, async (company) => {
    const keys = await makeClientKeys(company.id, providerKey)
    keyring.clients.set(company, keys)
    const clientKey = await openSharedKey(keys.providerKey, providerKey)
    for (const { id, name } of collectionsOf(company))
      keyring.names.set(id, await sealCollectionName({ clientId: company.id, id }, name, clientKey))
    for (const member of company.members.filter(holdsKey))
      keyring.copies.set(member, await confirm(keys.providerKey, providerKey, await publicKey(member)))
    const to = await importPublicKey(keys.publicKey)
    for (const member of company.members) {
      const at = member.enrolledAt(company)
      const { wrappedUserKey } = keyring.accounts.get(member) ?? {}
      if (at && wrappedUserKey) {
        const who = { clientId: company.id, email: member.email }
        keyring.recovery.set(member, { at, ...await makeEnrolment(wrappedUserKey, stretched.get(member)!, to, who) })
      }
    }
  })
  return keyring
}

/** Whoever was confirmed, even when revoked since; people who left took nothing along. */
function holdsKey(person: Person): boolean {
  return person.finalStatus !== 'LEFT' && person.at('confirmed') !== undefined
}

async function registered({ email }: Person, pepper: Pepper): Promise<AccountSecrets> {
  const { masterPasswordHash, ...keys } = await register(email, demoPassword)
  return { ...keys, passwordHash: await hashPassword(masterPasswordHash, pepper) }
}

async function unlocked({ email }: Person, keys: AccountSecrets) {
  const { stretchedKey } = await signIn(demoPassword, { kdf: keys.kdf, salt: saltOf(email) })
  return unlock(stretchedKey, keys)
}

/** Three at a time: key pairs are made on the thread pool of the runtime, and one of its threads is left to everybody else. */
async function forEachConcurrently<T>(items: readonly T[], signal: AbortSignal, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values()
  await Promise.all(Array.from({ length: 3 }, async () => {
    for (const item of waiting) {
      signal.throwIfAborted()
      await work(item)
    }
  }))
}

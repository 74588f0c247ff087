import { signIn, unlock } from '@wardroom/schema/sealing/account'
import { toBase64 } from '@wardroom/schema/sealing/bytes'
import { openBytes, openKey, openText } from '@wardroom/schema/sealing/encstring'
import { fingerprintPhrase } from '@wardroom/schema/sealing/fingerprint'
import { saltOf } from '@wardroom/schema/sealing/kdf'
import { deriveMasterKey, stretch } from '@wardroom/schema/sealing/master-key'
import { rewrap } from '@wardroom/schema/sealing/rotation'
import { importPrivateKey, importPublicKey, publicKeyOf, unwrapKey } from '@wardroom/schema/sealing/rsa'
import { asKeyBytes, importKey } from '@wardroom/schema/sealing/symmetric-key'
import { holdSameKey } from './same-key.js'
import type { VectorKdf } from './vector-input.js'
import { bytesOf, inTurn, kdfOf, theOne } from './vector-input.js'

type Output = Record<string, unknown>

interface WorldAccount {
  userId: string
  email: string
  password: string
  kdf: VectorKdf
  wrappedUserKey: string
  wrappedPrivateKey: string
  publicKeySpkiB64: string
}

interface AccountToClient extends Omit<WorldAccount, 'userId' | 'publicKeySpkiB64'> {
  organizationKeyForUser: string
  organizationWrappedPrivateKey: string
}

type ProviderToClient = Record<
  | 'organizationId' | 'providerKeyForAdmin' | 'organizationKeyWrappedByProviderKey' | 'organizationWrappedPrivateKey' | 'collectionName'
  | 'adminUserKeyB64' | 'adminWrappedPrivateKey' | 'memberUserKeyB64' | 'memberWrappedPrivateKey' | 'organizationKeyForMember',
  string
>

/** Two accounts of the reference implementation, each from its password to its fingerprint. */
export async function accounts({ admin, member }: { admin: WorldAccount, member: WorldAccount }): Promise<Output> {
  const [ana, marta] = await inTurn([admin, member], async (account) => {
    const { masterPasswordHash, stretchedKey } = await signIn(account.password, { kdf: kdfOf(account.kdf), salt: saltOf(account.email) })
    const { publicKey } = await unlock(stretchedKey, { ...account, publicKey: account.publicKeySpkiB64 })
    const userKey = await openKey(account.wrappedUserKey, await importKey(stretchedKey))
    return { masterPasswordHash, userKeyB64: toBase64(userKey), fingerprint: await fingerprintPhrase(publicKey, account.userId) }
  })
  return {
    adminUserKeyB64: ana!.userKeyB64,
    memberUserKeyB64: marta!.userKeyB64,
    adminMasterPasswordHashB64: ana!.masterPasswordHash,
    memberMasterPasswordHashB64: marta!.masterPasswordHash,
    adminFingerprint: ana!.fingerprint,
    memberFingerprint: marta!.fingerprint,
  }
}

/** From a password to a client's private key, every step shown. */
export async function accountToClient(input: AccountToClient): Promise<Output> {
  const masterKey = await deriveMasterKey(input.password, saltOf(input.email), kdfOf(input.kdf))
  const stretchedKey = await stretch(masterKey)
  const userKey = await openKey(input.wrappedUserKey, await importKey(stretchedKey))
  const userPkcs8 = await openBytes(input.wrappedPrivateKey, await importKey(userKey))
  const clientKey = await unwrapKey(input.organizationKeyForUser, await importPrivateKey(userPkcs8))
  const clientPkcs8 = await openBytes(input.organizationWrappedPrivateKey, await importKey(clientKey))
  return {
    masterKeyB64: toBase64(masterKey),
    stretchedKeyB64: toBase64(stretchedKey),
    userKeyB64: toBase64(userKey),
    userPublicKeySpkiB64: await publicKeyOf(userPkcs8),
    organizationKeyB64: toBase64(clientKey),
    organizationPublicKeySpkiB64: await publicKeyOf(clientPkcs8),
  }
}

/** A provider user reaches the client key through the provider key, a member by RSA: the same 64 bytes. */
export async function providerToClient(input: ProviderToClient): Promise<Output> {
  const privateKeyOf = async (userKeyB64: string, wrapped: string) =>
    importPrivateKey(await openBytes(wrapped, await importKey(asKeyBytes(bytesOf(userKeyB64)))))
  const admin = await privateKeyOf(input.adminUserKeyB64, input.adminWrappedPrivateKey)
  const member = await privateKeyOf(input.memberUserKeyB64, input.memberWrappedPrivateKey)
  const providerKeyBytes = await unwrapKey(input.providerKeyForAdmin, admin)
  const providerKey = await importKey(providerKeyBytes)
  const clientKeyBytes = await openKey(input.organizationKeyWrappedByProviderKey, providerKey)
  if (!await holdSameKey([input.organizationKeyWrappedByProviderKey, providerKey], [input.organizationKeyForMember, member]))
    throw new Error('provider and member reach different client keys')
  const clientKey = await importKey(clientKeyBytes)
  const publicKey = await publicKeyOf(await openBytes(input.organizationWrappedPrivateKey, clientKey))
  return {
    providerKeyB64: toBase64(providerKeyBytes),
    organizationKeyB64: theOne([toBase64(clientKeyBytes), toBase64(await unwrapKey(input.organizationKeyForMember, member))]),
    organizationPublicKeySpkiB64: publicKey,
    organizationFingerprint: await fingerprintPhrase(await importPublicKey(publicKey), input.organizationId),
    collectionName: await openText(input.collectionName, clientKey),
  }
}

interface Recovery {
  organizationKeyB64: string
  organizationWrappedPrivateKey: string
  resetPasswordKey: string
  memberEmail: string
  memberKdf: VectorKdf
  temporaryPassword: string
  newWrappedUserKeyExample: string
}

/** A member's user key by their recovery copy, and under a temporary password as the reference implementation has wrapped it. */
export async function recovery(input: Recovery): Promise<Output> {
  const pkcs8 = await openBytes(input.organizationWrappedPrivateKey, await importKey(asKeyBytes(bytesOf(input.organizationKeyB64))))
  const userKey = await unwrapKey(input.resetPasswordKey, await importPrivateKey(pkcs8))
  const { masterPasswordHash, stretchedKey } = await signIn(
    input.temporaryPassword,
    { kdf: kdfOf(input.memberKdf), salt: saltOf(input.memberEmail) },
  )
  const rewrapped = await openKey(input.newWrappedUserKeyExample, await importKey(stretchedKey))
  if (toBase64(rewrapped) !== toBase64(userKey))
    throw new Error('the temporary password opens another user key')
  return { recoveredUserKeyB64: toBase64(userKey), newMasterPasswordHashB64: masterPasswordHash }
}

interface SealedItem { key: string, name: string }

interface RotatedItem {
  oldUserKeyB64: string
  newUserKeyB64: string
  before: SealedItem
  after: SealedItem
}

/** One item before and after a rotation of the user key, as the reference implementation sealed both; its key stays, by us as by it. */
export async function rotation({ oldUserKeyB64, newUserKeyB64, before, after }: RotatedItem): Promise<Output> {
  const [own, next] = await inTurn([oldUserKeyB64, newUserKeyB64], text => importKey(asKeyBytes(bytesOf(text))))
  const opened = [
    await openKey(before.key, own!),
    await openKey(after.key, next!),
    await openKey(await rewrap(before.key, own!, next!), next!),
  ]
  const itemKeyB64 = theOne(opened.map(key => toBase64(key)))
  const itemKey = await importKey(opened[0]!)
  const name = theOne(await inTurn([before.name, after.name], sealed => openText(sealed, itemKey)))
  return { itemKeyB64, itemKeyUnchanged: true, name }
}

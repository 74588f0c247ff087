import type { Enrolment, PasswordReset, RecoveryMaterial } from '@wardroom/schema/sealing/recovery'
import type { KdfNumbers, SealedKeys } from '../session/auth-api.js'
import type { ConfirmedEnrolment } from '../session/vault.js'
import { fingerprintPhrase } from '@wardroom/schema/sealing/fingerprint'
import { importPublicKey } from '@wardroom/schema/sealing/rsa'
import { useApollo } from '../api/apollo.js'
import { graphql } from '../gql/index.js'
import { Refusal } from '../lib/refusal.js'
import { useKeyring } from '../session/keyring.js'
import { useSession } from '../session/session.js'
import { OwnKeys } from './own-keys-document.js'
import { useOwnKeys } from './own-keys.js'

const ClientPair = graphql(`query ClientPair($id: ID!) { client(id: $id) { id publicKey wrappedPrivateKey } }`)

export interface ShownKey { publicKey: string, phrase: string }

export interface UseRecoveryReturn {
  /** A client's public key, as its own private key has it, and its phrase. @throws Refusal as `OwnKeysReturn.clientKey`, `KEYS_DIFFER` */
  shownKey: (clientId: string) => Promise<ShownKey>
  /** What of a client whose key was shown the new user key is sealed with. @throws Refusal as `shownKey` */
  confirmed: (userId: string, clientId: string, shown: ShownKey) => Promise<ConfirmedEnrolment>
  /** One's own user key for a client, sealed to the key that was shown. @throws Refusal as `shownKey`, `WRONG_CREDENTIALS` */
  enrolment: (clientId: string, password: string, shown: ShownKey) => Promise<Enrolment>
  /** What sets a temporary password for somebody of a client. @throws Refusal as `shownKey` and `Keyring.resetPassword` */
  reset: (
    clientId: string,
    temporary: string,
    email: string,
    material: Omit<RecoveryMaterial, 'kdf'> & { kdf: KdfNumbers },
    formerly: string | null,
  ) => Promise<PasswordReset>
}

/** Account recovery as far as it takes keys; all of it happens in this browser. */
export function useRecovery(): UseRecoveryReturn {
  const apollo = useApollo()
  const keyring = useKeyring()
  const session = useSession()
  const ownKeys = useOwnKeys()

  async function pairOf(id: string): Promise<{ publicKey: string, wrappedPrivateKey: string }> {
    const { data } = await apollo.query({ query: ClientPair, variables: { id }, fetchPolicy: 'no-cache' })
    const { publicKey, wrappedPrivateKey } = data!.client
    if (!wrappedPrivateKey)
      throw Refusal.local('KEYS_WITHHELD')
    return { publicKey, wrappedPrivateKey }
  }

  /** The pair whose key was shown. @throws Refusal `KEYS_DIFFER` where the server hands over another now */
  async function shownPair(id: string, { publicKey }: ShownKey): ReturnType<typeof pairOf> {
    const pair = await pairOf(id)
    if (pair.publicKey !== publicKey)
      throw Refusal.local('KEYS_DIFFER')
    return pair
  }

  async function sealedKeys(): Promise<SealedKeys> {
    const { data } = await apollo.query({ query: OwnKeys, fetchPolicy: 'no-cache' })
    if (!data?.viewer.keys)
      throw Refusal.local('KEYS_WITHHELD')
    return data.viewer.keys
  }

  return {
    async shownKey(id) {
      const publicKey = await keyring.clientPublicKey(await pairOf(id), await ownKeys.clientKey(id))
      return { publicKey, phrase: await fingerprintPhrase(await importPublicKey(publicKey), id) }
    },
    async confirmed(userId, id, shown) {
      return { userId, client: await shownPair(id, shown), access: await ownKeys.clientKey(id) }
    },
    async enrolment(id, password, shown) {
      const email = session.email.value
      if (email === null)
        throw Refusal.local('SESSION_ENDED')
      return keyring.enrol(password, email, await sealedKeys(), await shownPair(id, shown), await ownKeys.clientKey(id))
    },
    async reset(id, temporary, email, material, formerly) {
      return keyring.resetPassword(temporary, email, material, await pairOf(id), await ownKeys.clientKey(id), formerly)
    },
  }
}

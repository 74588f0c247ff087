import { startAuthentication, startRegistration, WebAuthnAbortService } from '@simplewebauthn/browser'
import { Refusal } from '../lib/refusal.js'

/** What a key of the account is to sign. */
export interface KeyChallenge { challenge: string, credentialIds: readonly string[] }

/** What a key answered, as the server takes it. */
export interface KeyAnswer { credentialId: string, clientData: string, authenticatorData: string, signature: string }

export interface KeyOffer { challenge: string, userHandle: string, excludedCredentialIds: readonly string[] }

export interface KeyIntroduction { credentialId: string, clientData: string, attestation: string }

/** Until the browser gives up, in milliseconds. */
const timeout = 120_000
/** Ed25519, ECDSA over P-256, RSA. */
const algorithms = [-8, -7, -257]

/**
 * Has one of the keys sign. The page says which site it is for: its own. No extension is asked for, whatever the server answers.
 * @throws Refusal SECURITY_KEY_SILENT, SECURITY_KEY_UNSUPPORTED
 */
export async function askKey({ challenge, credentialIds }: KeyChallenge): Promise<KeyAnswer> {
  const allowCredentials = credentialIds.map(id => ({ id, type: 'public-key' as const }))
  const { id, response } = await refusing(() =>
    startAuthentication({ optionsJSON: { challenge, allowCredentials, userVerification: 'discouraged', timeout } }))
  const { clientDataJSON: clientData, authenticatorData, signature } = response
  return { credentialId: id, clientData, authenticatorData, signature }
}

/**
 * Has a key make a credential for this site.
 * @throws Refusal SECURITY_KEY_SILENT, SECURITY_KEY_UNSUPPORTED, SECURITY_KEY_KNOWN
 */
export async function introduceKey({ challenge, userHandle, excludedCredentialIds }: KeyOffer, email: string): Promise<KeyIntroduction> {
  const { id, response } = await refusing(() => startRegistration({
    optionsJSON: {
      challenge,
      rp: { name: 'Wardroom' },
      user: { id: userHandle, name: email, displayName: email },
      pubKeyCredParams: algorithms.map(alg => ({ alg, type: 'public-key' })),
      excludeCredentials: excludedCredentialIds.map(id => ({ id, type: 'public-key' })),
      authenticatorSelection: { residentKey: 'discouraged', userVerification: 'discouraged' },
      attestation: 'none',
      timeout,
    },
  }))
  return { credentialId: id, clientData: response.clientDataJSON, attestation: response.attestationObject }
}

/** Who leaves the dialog is not asked any more. */
export function leaveKey(): void {
  WebAuthnAbortService.cancelCeremony()
}

async function refusing<T>(ask: () => Promise<T>): Promise<T> {
  if (!('PublicKeyCredential' in globalThis))
    throw Refusal.local('SECURITY_KEY_UNSUPPORTED')
  try {
    return await ask()
  }
  catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'SecurityError')
      throw Refusal.local('SECURITY_KEY_UNSUPPORTED')
    throw Object.assign(Refusal.local(name === 'InvalidStateError' ? 'SECURITY_KEY_KNOWN' : 'SECURITY_KEY_SILENT'), { cause: error })
  }
}

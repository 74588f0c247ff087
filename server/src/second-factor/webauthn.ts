import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { decodeClientDataJSON } from '@simplewebauthn/server/helpers'

/** Whom a key signs for: the configured origin and its host, and no other. */
export interface Site {
  origin: string
  rpId: string
}

/** What a key answered, each in base64url. */
export interface KeyAnswer {
  credentialId: string
  clientData: string
  authenticatorData: string
  signature: string
}

/** A key that introduces itself, each in base64url. */
export interface KeyIntroduction {
  credentialId: string
  clientData: string
  attestation: string
}

/** What checks the answers of a key. */
export interface CheckedKey {
  credentialId: Buffer
  /** In COSE. */
  publicKey: Buffer
  counter: number
  /** Of its model, all zero where it does not say. */
  aaguid: string
}

/** Ed25519, ECDSA over P-256, RSA: what keys that are sold have. */
const keyAlgorithms = [-8, -7, -257]

/** The same in every answer. */
const unsaid = { type: 'public-key', clientExtensionResults: {} } as const

export function siteOf(origin: string): Site {
  const url = new URL(origin)
  return { origin: url.origin, rpId: url.hostname }
}

/** Undefined where the introduction is none, or was made for another challenge or site. Nobody is asked who made the key. */
export async function checkIntroduction(
  { origin, rpId }: Site,
  challenge: string,
  { credentialId: id, clientData: clientDataJSON, attestation: attestationObject }: KeyIntroduction,
): Promise<CheckedKey | undefined> {
  const checked = await attempt(() => {
    refuseFrame(clientDataJSON)
    return verifyRegistrationResponse({
      response: { id, rawId: id, ...unsaid, response: { clientDataJSON, attestationObject } },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: false,
      supportedAlgorithmIDs: keyAlgorithms,
    })
  })
  if (!checked?.verified)
    return undefined
  const { credential, aaguid } = checked.registrationInfo
  if (credential.id !== id)
    return undefined
  return { credentialId: Buffer.from(id, 'base64url'), publicKey: Buffer.from(credential.publicKey), counter: credential.counter, aaguid }
}

/** @returns the counter of the answer, to be compared with the one before; undefined where it is not of this key, challenge and site */
export async function checkAnswer(
  { origin, rpId }: Site,
  challenge: string,
  publicKey: Buffer,
  { credentialId: id, clientData: clientDataJSON, authenticatorData, signature }: KeyAnswer,
): Promise<number | undefined> {
  const checked = await attempt(() => {
    refuseFrame(clientDataJSON)
    return verifyAuthenticationResponse({
      response: { id, rawId: id, ...unsaid, response: { clientDataJSON, authenticatorData, signature } },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: false,
      credential: { id, publicKey: new Uint8Array(publicKey), counter: 0 }, // the database compares, for all processes
    })
  })
  return checked?.verified ? checked.authenticationInfo.newCounter : undefined
}

/** No page of ours stands in the frame of another. */
function refuseFrame(clientData: string): void {
  if (decodeClientDataJSON(clientData).crossOrigin)
    throw new Error('signed in a frame')
}

/** Whatever is wrong with what somebody sent, it is wrong. */
async function attempt<T>(check: () => Promise<T>): Promise<T | undefined> {
  try {
    return await check()
  }
  catch {
    return undefined
  }
}

import type { MasterPasswordRules } from '@wardroom/schema/master-password-rules'
import type { KeyAnswer, KeyChallenge } from './security-key.js'
import { asRefusal, refusalOfBody } from '../lib/refusal.js'
import { answerLimit, refreshLimit, timedFetch } from '../lib/timed-fetch.js'

/** The numbers of a key derivation as the server keeps them; memory in MiB. */
export interface KdfNumbers { type: 'PBKDF2' | 'ARGON2ID', iterations: number, memory?: number | null, parallelism?: number | null }

export interface SessionAccount { id: string, email: string, name: string }

/** What opens the account's keys once the master password is known; ciphertext and public parts only. */
export interface SealedKeys { kdf: KdfNumbers, salt: string, wrappedUserKey: string, publicKey: string, wrappedPrivateKey: string }

export interface Grant {
  accessToken: string
  expiresAt: string
  /** When the session ends: whatever is done, and when it is not refreshed before. */
  session: { expiresAt: string, idleAt: string }
  account: SessionAccount
  /** The master password is one that somebody else has set: nothing else is allowed until the person has chosen their own. */
  mustChangePassword?: boolean
}

/** With the password at hand. */
export interface Opened extends Grant {
  keys: SealedKeys
  /** What the password that was typed is to be held to; absent or null: nothing. */
  passwordRules?: MasterPasswordRules | null
}

/** Key derivation numbers and salt for an address; plausible ones for an unknown address. */
export function prelogin(email: string): Promise<{ kdf: KdfNumbers, salt: string }> {
  return post('/auth/prelogin', { email })
}

/** The master password was right; one of these ways is asked for, the strongest first. */
export interface SecondStep { token: string, expiresAt: string, methods: string[] }

export function openSession(email: string, masterPasswordHash: string): Promise<Opened | { secondStep: SecondStep }> {
  return post('/auth/sign-in', { email, masterPasswordHash })
}

export type SecondStepAnswer = { token: string, remember: boolean } & (
  { method: 'AUTHENTICATOR' | 'EMAIL' | 'RECOVERY_CODE', code: string } | { method: 'WEBAUTHN', securityKey: KeyAnswer }
)

/** What a security key is to sign for this second step. */
export function challengeSecondStep(token: string): Promise<KeyChallenge> {
  return post('/auth/second-step/challenge', { token })
}

/** Has a code mailed for this second step. */
export function mailSecondStep(token: string): Promise<{ email: string }> {
  return post('/auth/second-step/email', { token })
}

export function takeSecondStep(answer: SecondStepAnswer): Promise<Opened> {
  return post('/auth/second-step', answer)
}

/** A new access token for the refresh cookie, which the server replaces at each use. */
export function refreshSession(): Promise<Grant> {
  return post('/auth/refresh', {})
}

/** Tells those who may help that somebody has forgotten the master password; the answer is the same for every address. */
export function askForHelp(email: string): Promise<unknown> {
  return post('/auth/ask-for-help', { email })
}

/** Has the hint of an address mailed to it; the answer is the same for every address. */
export function sendHint(email: string): Promise<unknown> {
  return post('/auth/send-hint', { email })
}

export function closeSession(): Promise<unknown> {
  return post('/auth/sign-out', {}, refreshLimit)
}

async function post<T>(path: string, body: unknown, limit = answerLimit): Promise<T> {
  const response = await timedFetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    // Lets the answer's cookie arrive even when the page is left meanwhile.
    keepalive: true,
  }, limit).catch((error: unknown) => {
    throw asRefusal(error)
  })
  const text = await response.text()
  if (!response.ok)
    throw refusalOfBody(text, response.status)
  return (text === '' ? {} : JSON.parse(text)) as T
}

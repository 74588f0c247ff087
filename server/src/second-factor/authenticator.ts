import { Secret, TOTP } from 'otpauth'

const period = 30
const secretBytes = 20

/** RFC 6238 with what every authenticator app expects: SHA-1, six digits, thirty seconds. */
function totpOf(secret: Buffer, label = ''): TOTP {
  return new TOTP({ issuer: 'Wardroom', label, secret: new Secret({ buffer: new Uint8Array(secret).buffer }), algorithm: 'SHA1', digits: 6, period })
}

export function newAuthenticatorSecret(): Buffer {
  return Buffer.from(new Secret({ size: secretBytes }).buffer)
}

/** What an app reads from a QR code, and the same secret as text for who types it. */
export function authenticatorOffer(secret: Buffer, email: string): { uri: string, secret: string } {
  const totp = totpOf(secret, email)
  return { uri: totp.toString(), secret: totp.secret.base32 }
}

/** The step of time whose code this is, of the one before now, now and the next; undefined where it is none. Spaces and wide digits do. */
export function stepOfCode(secret: Buffer, code: string, now: Date): number | undefined {
  const token = code.normalize('NFKC').replaceAll(/\s/g, '')
  const delta = /^\d{6}$/.test(token) ? totpOf(secret).validate({ token, timestamp: now.getTime(), window: 1 }) : null
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / period) + delta
}

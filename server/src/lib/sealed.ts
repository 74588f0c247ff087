import {
  isKeyBinding,
  isMasterPasswordHash,
  isPin,
  isType2,
  isType4,
  isWrappedKey,
  isWrappedPrivateKey,
  sealedLimits,
} from '@wardroom/schema/sealing/shape'
import { isPublicKey } from './public-key.js'
import { Refused } from './refused.js'

/** The server cannot open what is sealed, so it checks the shape of everything sealed on every write and never echoes it. */
const forms = {
  masterPasswordHash: [isMasterPasswordHash, '32 bytes in base64'],
  wrappedKey: [isWrappedKey, 'a 64-byte key as EncString type 2'],
  wrappedPrivateKey: [isWrappedPrivateKey, 'an RSA private key as EncString type 2'],
  keyForPerson: [isType4, 'a key as EncString type 4'],
  pin: [isPin, 'a pinned key as EncString type 2'],
  name: [(text: string) => isType2(text, sealedLimits.name), 'a sealed text as EncString type 2'],
  keyBinding: [isKeyBinding, 'a client\'s id under its key as EncString type 2'],
  publicKey: [isPublicKey, 'an RSA public key of exactly 2,048 bits with exponent 65537, SPKI in base64'],
} as const

export type SealedForm = keyof typeof forms

export function requireSealed(form: SealedForm, value: string, field: string): void {
  const [holds, words] = forms[form]
  if (!holds(value))
    throw new Refused('SEALED_MALFORMED', `${field} must be ${words}.`, { field })
}

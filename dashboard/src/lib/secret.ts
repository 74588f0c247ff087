import { Refusal } from './refusal.js'

/** A secret is shown to be copied, into a terminal perhaps, so that it holds its own signs and nothing else. */
const shapes = {
  apiToken: /^wr_[\w-]+$/,
  personalApiKey: /^[\w-]{43}$/,
  clientId: /^user\.[0-9a-f-]{36}$/,
  recoveryCode: /^[a-z0-9]+(?: [a-z0-9]+)*$/,
  authenticator: /^[A-Z2-7]+$/,
  authenticatorUri: /^otpauth:\/\/totp\/[\w!$%&'()*+,./:;=?@~-]+$/,
}

/** @throws Refusal `SECRET_MALFORMED` */
export function requireShape(secret: string, of: keyof typeof shapes): string {
  if (!shapes[of].test(secret))
    throw Refusal.local('SECRET_MALFORMED')
  return secret
}

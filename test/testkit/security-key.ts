import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { Caller } from './person.js'
import type { Person } from './person.js'
import { goOn } from './two-step.js'

export interface KeyAnswer {
  credentialId: string
  clientData: string
  authenticatorData: string
  signature: string
}

type Introduction = Record<'credentialId' | 'clientData' | 'attestation', string>

/** What a browser tells the key, where it lies. */
interface Told {
  origin?: string
  rpId?: string
  crossOrigin?: boolean
  type?: string
}

/** Somebody's security key (ES256), with the browser that it is plugged into. It does as it is told, which a real one does not. */
export class SecurityKey {
  counter = 0
  private readonly pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  private readonly id = randomBytes(32)

  constructor(private readonly site: { origin: string, rpId: string }) {}

  static at(origin: string): SecurityKey {
    return new SecurityKey({ origin, rpId: new URL(origin).hostname })
  }

  get credentialId(): string {
    return this.id.toString('base64url')
  }

  introduce(challenge: string, { type = 'webauthn.create', ...told }: Told = {}): Introduction {
    const { x, y } = this.pair.publicKey.export({ format: 'jwk' })
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.id.length)
    const publicKey = `a5010203262001215820${hex(x!)}225820${hex(y!)}`
    const data = Buffer.concat([this.head(0x41, told), Buffer.alloc(16), length, this.id, Buffer.from(publicKey, 'hex')])
    const attestation = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'), // {fmt: "none", attStmt: {}, authData: …}
      Buffer.of(data.length),
      data,
    ])
    return {
      credentialId: this.credentialId,
      clientData: this.clientData(type, challenge, told).toString('base64url'),
      attestation: attestation.toString('base64url'),
    }
  }

  answer(challenge: string, { type = 'webauthn.get', ...told }: Told = {}): KeyAnswer {
    this.counter++
    const clientData = this.clientData(type, challenge, told)
    const data = this.head(0x01, told)
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()])
    return {
      credentialId: this.credentialId,
      clientData: clientData.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', signed, this.pair.privateKey).toString('base64url'),
    }
  }

  private head(flags: number, { rpId = this.site.rpId }: Told): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.of(flags), counter])
  }

  private clientData(type: string, challenge: string, { origin = this.site.origin, crossOrigin = false }: Told): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }))
  }
}

const hex = (base64url: string) => Buffer.from(base64url, 'base64url').toString('hex')

export const beginKey = 'mutation { beginSecurityKey { challenge rpId userHandle excludedCredentialIds } }'
export const finishKey = 'mutation ($input: FinishSecurityKeyInput!) { finishSecurityKey(input: $input) { code twoStep { methods { id name } } } }'
export const challengeKey = 'mutation { challengeSecurityKey { challenge rpId credentialIds } }'

/** Somebody who is signed in, and the cookie with which their session goes on. */
interface SignedIn {
  person: Caller
  cookie: string
}

/** Adds a key to the person's account, and takes the access token that goes with it. */
export async function addKey(
  { person, cookie }: SignedIn,
  site: string,
  name = 'Blue key',
): Promise<SignedIn & { key: SecurityKey, recoveryCode: string | null }> {
  const key = SecurityKey.at(site)
  const { beginSecurityKey: { challenge } } = await person.do(beginKey)
  const { finishSecurityKey: { code } } = await person.do(finishKey, { input: { name, ...key.introduce(challenge) } })
  return { key, recoveryCode: code, ...await goOn(person, cookie) }
}

/** What the key is to sign in the second step. */
export async function challengeOf({ origin }: Person, token: string): Promise<string> {
  return (await new Caller(origin).post<{ challenge: string }>('/auth/second-step/challenge', { token })).body.challenge
}

import { createHmac, createPrivateKey, createPublicKey, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

export interface SigningKey {
  private: KeyObject
  public: KeyObject
}

/** What the server itself keeps secret, all derived from one root so that several processes share it by sharing that. */
export interface Secrets {
  /** Ed25519 pair that signs access tokens. */
  tokenKey: SigningKey
  /** Ed25519 pair that signs checkpoints of event logs. */
  checkpointKey: SigningKey
  /** HMAC key over master password hashes before they are hashed for storage. */
  pepper: Buffer
  /** Derives the decoy KDF of unknown addresses. */
  preloginKey: Buffer
  /** Derives the successor of a refresh token. */
  rotationKey: Buffer
  /** Password of a database role. */
  rolePassword: (role: string) => string
}

/** Reads the root from the configuration or from `secret` (mode 0600) in the data folder, making it on first start. */
export async function loadSecrets(dataDir: string, given?: string): Promise<Secrets> {
  const root = given ? Buffer.from(given, 'base64') : await readOrMake(path.join(dataDir, 'secret'))
  const derive = (purpose: string) => createHmac('sha256', root).update(`wardroom ${purpose}`).digest()
  return {
    tokenKey: signingKey(derive('access token')),
    checkpointKey: signingKey(derive('checkpoint')),
    pepper: derive('pepper'),
    preloginKey: derive('prelogin'),
    rotationKey: derive('refresh token'),
    rolePassword: role => derive(`database role ${role}`).toString('hex'),
  }
}

function signingKey(seed: Buffer): SigningKey {
  const key = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' })
  return { private: key, public: createPublicKey(key) }
}

async function readOrMake(file: string): Promise<Buffer> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST')
      throw error
  })
  return Buffer.from(await readFile(file, 'utf8'), 'base64')
}

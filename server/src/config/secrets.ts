import { createHmac, createPrivateKey, createPublicKey, randomBytes, randomUUID } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { ConfigError } from './environment.js'

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
  /** Derives the successor of a refresh token. */
  rotationKey: Buffer
  /** Seals what the server must read again, such as the secrets of authenticators (lib/at-rest.ts). */
  atRestKey: Buffer
  /** Draws the key derivation that an address gets which nobody has. */
  decoyKey: Buffer
  /** HMAC key over codes that are mailed: so few digits would be guessed from a plain digest. */
  mailedCodeKey: Buffer
  /** Opens an installation that is not set up yet, and the mailbox: `K7QF-…`, four times four signs. */
  setupCode: string
  /** Tells in a database whether it belongs to this root. */
  fingerprint: Buffer
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
    rotationKey: derive('refresh token'),
    atRestKey: derive('at rest'),
    decoyKey: derive('decoy'),
    mailedCodeKey: derive('mailed code'),
    setupCode: readable(derive('set-up code')),
    fingerprint: derive('fingerprint'),
    rolePassword: role => derive(`database role ${role}`).toString('hex'),
  }
}

/** 80 bits, without signs that look like others. */
function readable(bytes: Buffer): string {
  return [...bytes.subarray(0, 16)]
    .map((byte, at) => (at && at % 4 === 0 ? '-' : '') + 'ABCDEFGHJKMNPQRSTVWXYZ0123456789'[byte % 32])
    .join('')
}

function signingKey(seed: Buffer): SigningKey {
  const key = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  })
  return { private: key, public: createPublicKey(key) }
}

/** Below this many bytes it would be no secret: an empty file, such as a full disk leaves, makes keys that everybody knows. */
const leastBytes = 32

async function readOrMake(file: string): Promise<Buffer> {
  const folder = path.dirname(file)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { mode } = await stat(folder)
  if (mode & 0o002 && !(mode & 0o1000))
    throw new ConfigError(`Everybody on this machine may write to the data folder ${folder}, and so replace its secret. Run: chmod 700 '${folder}'`)
  if (!existsSync(file))
    await make(file)
  const root = Buffer.from(await readFile(file, 'utf8'), 'base64')
  if (root.length < leastBytes)
    throw new ConfigError(`The file ${file} is empty or damaged. Restore it from a backup; only where nothing was set up yet, delete it and start again.`)
  return root
}

/** Whole under its final name or not there at all, whatever happens meanwhile; of several processes that begin at once, one makes it. */
async function make(file: string): Promise<void> {
  const beside = `${file}.${randomUUID()}`
  try {
    const handle = await open(beside, 'wx', 0o600)
    await handle.writeFile(randomBytes(leastBytes).toString('base64')).then(() => handle.sync()).finally(() => handle.close())
    await link(beside, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST')
        throw error
    })
    const folder = await open(path.dirname(file))
    await folder.sync().finally(() => folder.close())
  }
  finally {
    await rm(beside, { force: true })
  }
}

import { createHash, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { SigningKey } from '../config/secrets.js'

/** What a log was at some time: the hash of its newest event, which commits to every event before. */
export interface Checkpoint {
  providerId: string
  seq: number
  /** 32 bytes. */
  hash: Buffer
  at: Date
}

const signer = 'wardroom'
const noteShape = /^(wardroom\/log\/([0-9a-f-]{36})\n(\d+)\n([\w+/]{43}=)\n(\S+)\n)\n— wardroom ([\w+/]+=*)\n$/

/** A C2SP signed note, Ed25519. Its lines: which log, place, hash in base64, time; docs/event-feed.md. */
export function signCheckpoint({ providerId, seq, hash, at }: Checkpoint, key: SigningKey): string {
  const text = `wardroom/log/${providerId}\n${seq}\n${hash.toString('base64')}\n${at.toISOString()}\n`
  const signature = Buffer.concat([keyId(key.public), sign(null, Buffer.from(text), key.private)])
  return `${text}\n— ${signer} ${signature.toString('base64')}\n`
}

/** Null: not a checkpoint, or not signed by this key. */
export function openCheckpoint(note: string, publicKey: KeyObject): Checkpoint | null {
  const [, text, providerId, seq, hash, at, signed] = noteShape.exec(note) ?? []
  if (!text)
    return null
  const signature = Buffer.from(signed!, 'base64')
  const genuine = signature.subarray(0, 4).equals(keyId(publicKey)) && verify(null, Buffer.from(text), publicKey, signature.subarray(4))
  return genuine ? { providerId: providerId!, seq: Number(seq), hash: Buffer.from(hash!, 'base64'), at: new Date(at!) } : null
}

/** The public key as tools for signed notes take it: name+id+key. */
export function verifierKey(publicKey: KeyObject): string {
  return `${signer}+${keyId(publicKey).toString('hex')}+${typedKey(publicKey).toString('base64')}`
}

function keyId(publicKey: KeyObject): Buffer {
  return createHash('sha256').update(`${signer}\n`).update(typedKey(publicKey)).digest().subarray(0, 4)
}

/** 1 stands for Ed25519. */
function typedKey(publicKey: KeyObject): Buffer {
  return Buffer.concat([Buffer.of(1), Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url')])
}

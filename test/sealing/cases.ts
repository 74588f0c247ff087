import type { MasterKey } from '@wardroom/schema/sealing/master-key'
import type { SymmetricKey } from '@wardroom/schema/sealing/symmetric-key'
import { sha256, toBase64, utf8 } from '@wardroom/schema/sealing/bytes'
import { CannotOpen } from '@wardroom/schema/sealing/cannot-open'
import { encryptThenMac, openBytes, openText } from '@wardroom/schema/sealing/encstring'
import { fingerprintPhrase, fingerprintWords } from '@wardroom/schema/sealing/fingerprint'
import { formatType2, fromByteForm, parse, split, toByteForm } from '@wardroom/schema/sealing/format'
import { hkdf, hkdfExpand } from '@wardroom/schema/sealing/hkdf'
import { saltOf } from '@wardroom/schema/sealing/kdf'
import { deriveMasterKey, hashMasterPassword, stretch } from '@wardroom/schema/sealing/master-key'
import { importPrivateKey, importPublicKey, publicKeyOf, unwrapKey } from '@wardroom/schema/sealing/rsa'
import type { VectorKdf } from './vector-input.js'
import { accounts, accountToClient, providerToClient, recovery, rotation } from './chain-cases.js'
import { bytesOf, fromHex, inTurn, kdfOf, keyOf, theOne, toHex } from './vector-input.js'

type Output = Record<string, unknown>
interface KeyInput { keyHex?: string, keyB64?: string }
interface HkdfInput { prkB64: string, ikmB64: string, salt: string, info: string, length: number }

export interface Vector {
  id: string
  area: string
  input: object
  output: Output
}

/** Computes the output of a published vector from its input, in Node and in a browser alike. */
export async function runCase({ area, input }: Pick<Vector, 'area' | 'input'>): Promise<Output> {
  const compute = cases[area]
  if (!compute)
    throw new Error(`no case computes vectors of the area ${area}`)
  return compute(input as never)
}

const cases: Record<string, (input: never) => Promise<Output>> = {
  'kdf.master-key': masterKey,
  'kdf.master-password-hash': masterPasswordHash,
  'hkdf.stretch': stretched,
  'hkdf.expand': async ({ prkB64, info, length }: HkdfInput) => ({ okmB64: toBase64(await hkdfExpand(bytesOf(prkB64), info, length)) }),
  'hkdf.full': async ({ ikmB64, salt, info, length }: HkdfInput) => ({ okmB64: toBase64(await hkdf(bytesOf(ikmB64), salt, info, length)) }),
  'aes256-cbc': rawCbc,
  'encstring.type2': openTexts,
  'encstring.buffer': byteForm,
  'encstring.negative': refusals,
  'encstring.parse': headers,
  'encstring.type3-rsa': unwrap,
  'encstring.type4-rsa': unwrap,
  'encstring.type6-rsa-legacy': unwrap,
  'encstring.type7': recognise,
  'rsa.keypair': async ({ privateKeyPkcs8B64 }: { privateKeyPkcs8B64: string }) => ({
    publicKeySpkiB64: await publicKeyOf(bytesOf(privateKeyPkcs8B64)),
  }),
  'chain.account': accounts,
  'chain.account-to-org': accountToClient,
  'chain.provider-to-client-org': providerToClient,
  'account-recovery': recovery,
  'rotation': rotation,
  'fingerprint': async (input: { publicKeySpkiB64: string, material: string }) => ({
    phrase: await fingerprintPhrase(await importPublicKey(input.publicKeySpkiB64), input.material),
  }),
  'wordlist': wordlist,
}

async function masterKey(
  { password, salt, saltHandling, kdf }: { password: string, salt: string, saltHandling: string, kdf: VectorKdf },
): Promise<Output> {
  const key = await deriveMasterKey(password, saltHandling.startsWith('trim') ? saltOf(salt) : salt, kdfOf(kdf))
  return { masterKeyB64: toBase64(key), masterKeyHex: toHex(key) }
}

async function masterPasswordHash(
  { password, emailVariants, kdf, rounds }: { password: string, emailVariants: string[], kdf: VectorKdf, rounds: 1 | 2 },
): Promise<Output> {
  return { hashB64: theOne(await inTurn(
    emailVariants,
    async email => hashMasterPassword(await deriveMasterKey(password, saltOf(email), kdfOf(kdf)), password, rounds),
  )) }
}

async function stretched({ masterKeyHex }: { masterKeyHex: string }): Promise<Output> {
  const key = await stretch(fromHex(masterKeyHex) as MasterKey)
  return { encKeyHex: toHex(key.subarray(0, 32)), macKeyHex: toHex(key.subarray(32)) }
}

async function rawCbc({ keyHex, ivHex, plainUtf8 }: { keyHex: string, ivHex: string, plainUtf8: string }): Promise<Output> {
  const { ct } = await encryptThenMac(utf8(plainUtf8), await keyOf({ keyHex: keyHex.padEnd(128, '0') }), fromHex(ivHex))
  return { ctB64: toBase64(ct) }
}

async function openTexts(
  { encString, encStrings, ivHex, ...input }: KeyInput & { encString?: string, encStrings?: string[], ivHex?: string },
): Promise<Output> {
  const key = await keyOf(input)
  if (encStrings)
    return { plainUtf8: await inTurn(encStrings, sealed => openText(sealed, key)) }
  const plainUtf8 = await openText(encString!, key)
  if (ivHex && formatType2(await encryptThenMac(utf8(plainUtf8), key, fromHex(ivHex))) !== encString)
    throw new Error('sealing with the same iv gives another string')
  return { plainUtf8 }
}

async function byteForm({ encString }: { encString: string }): Promise<Output> {
  const parsed = parse(encString)
  if (parsed.type !== 2 || formatType2(fromByteForm(toByteForm(parsed))) !== encString)
    throw new Error('text and byte form do not lead back to each other')
  return { bufferHex: toHex(toByteForm(parsed)) }
}

async function refusals(
  { encString, encStrings, ...input }: KeyInput & { encString?: string, encStrings?: Record<string, string> },
): Promise<Output> {
  const key = await keyOf(input)
  if (encString)
    return { error: (await refusal(encString, key)).replaceAll('-', ' ') }
  await inTurn(Object.values(encStrings!), sealed => refusal(sealed, key))
  return { error: 'refused' }
}

async function headers({ cases }: { cases: string[] }): Promise<Output> {
  const found = cases.map(split)
  return { types: found.map(({ type }) => type), partCounts: found.map(({ parts }) => parts.length) }
}

async function unwrap({ privateKeyPkcs8B64, encString }: { privateKeyPkcs8B64: string, encString: string }): Promise<Output> {
  return { keyB64: toBase64(await unwrapKey(encString, await importPrivateKey(bytesOf(privateKeyPkcs8B64)))) }
}

async function recognise({ encString, shortExample }: { encString: string, shortExample: string }): Promise<Output> {
  const key = await keyOf({ keyHex: '00'.repeat(64) })
  const code = theOne(await inTurn([encString, shortExample], sealed => refusal(sealed, key)))
  const { type, parts } = split(encString)
  return { type, parts: parts.length, supported: code !== 'unsupported-type' }
}

async function wordlist(): Promise<Output> {
  return {
    count: fingerprintWords.length,
    first: fingerprintWords[0],
    last: fingerprintWords.at(-1),
    withHyphen: fingerprintWords.filter(word => word.includes('-')),
    sha256OfJoinedByNewline: toHex(await sha256(utf8(fingerprintWords.join('\n')))),
  }
}

/** The code a sealed value is refused with; opening it fails the case. */
async function refusal(sealed: string, key: SymmetricKey): Promise<string> {
  const error = await openBytes(sealed, key).then(() => undefined, (error: unknown) => error)
  if (error instanceof CannotOpen)
    return error.code
  throw new Error(`should be refused: ${sealed}`, { cause: error })
}

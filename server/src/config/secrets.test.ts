import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConfigError } from './environment.js'
import { loadSecrets } from './secrets.js'

let folder: string
beforeEach(async () => { folder = await mkdtemp(path.join(tmpdir(), 'wardroom-secrets-')) })
afterEach(() => rm(folder, { recursive: true }))

it('is made on the first start, for its owner alone, and is the same at the next', async () => {
  const first = await loadSecrets(folder)
  expect(await readdir(folder)).toEqual(['secret'])
  expect((await stat(path.join(folder, 'secret'))).mode & 0o777).toBe(0o600)
  expect(Buffer.from(await readFile(path.join(folder, 'secret'), 'utf8'), 'base64')).toHaveLength(32)
  expect((await loadSecrets(folder)).pepper).toEqual(first.pepper)
})

it('is one, however many processes start at once', async () => {
  const all = await Promise.all(Array.from({ length: 10 }, () => loadSecrets(folder)))
  expect(new Set(all.map(({ pepper }) => pepper.toString('hex'))).size).toBe(1)
  expect(await readdir(folder)).toEqual(['secret'])
})

describe('nothing starts', () => {
  it.each([
    ['of an empty file, as a full disk leaves it', ''],
    ['of a file that was cut', 'c2hvcnQ='],
    ['of something else', 'not base64 at all!'],
  ])('with the secret %s', async (_, text) => {
    await writeFile(path.join(folder, 'secret'), text, { mode: 0o600 })
    await expect(loadSecrets(folder)).rejects.toThrow(ConfigError)
    expect(await readFile(path.join(folder, 'secret'), 'utf8')).toBe(text)
  })

  it('in a folder to which everybody may write', async () => {
    await chmod(folder, 0o777)
    await expect(loadSecrets(folder)).rejects.toThrow('chmod 700')
    expect(await readdir(folder)).toEqual([])
  })
})

import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { roomInMemory } from './memory.js'

interface Installed {
  executablePath: string
  env?: Record<string, string>
}

const installedByDebian = '/usr/bin/chromium'
const unpacked = fileURLToPath(new URL('../../node_modules/.cache/chromium/', import.meta.url))
const unpacker = fileURLToPath(new URL('unpack-chromium.ts', import.meta.url))
const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Chromium without a window. Playwright has its processes share files on the disk, for containers whose folder in memory is small. */
export async function launchChromium(): Promise<Browser> {
  const ignoreDefaultArgs = await roomInMemory(1) ? ['--disable-dev-shm-usage'] : []
  return chromium.launch({ args, ignoreDefaultArgs, ...await findChromium() })
}

/**
 * The one that `CHROMIUM` names, else the one that an npm package brings along: the same everywhere, and a headless shell, whose pages take
 * a quarter of what those of a whole browser take. It is for Linux on x64; elsewhere the one of the system.
 */
async function findChromium(): Promise<Installed> {
  if (process.env.CHROMIUM === undefined && process.platform === 'linux' && process.arch === 'x64')
    return packaged()
  const executablePath = process.env.CHROMIUM ?? installedByDebian
  if (existsSync(executablePath))
    return { executablePath }
  throw new Error(`There is no Chromium at ${executablePath}: install Chromium or Chrome, set CHROMIUM to the path of its program, then run the tests again.`)
}

/** Unpacked once, with the libraries and the one font that a bare system lacks. */
async function packaged(): Promise<Installed> {
  if (!existsSync(unpacked))
    await unpack()
  const config = path.join(unpacked, 'fonts.conf')
  return {
    executablePath: path.join(unpacked, 'chromium'),
    env: { ...definedEnv(), LD_LIBRARY_PATH: path.join(unpacked, 'al2023/lib'), FONTCONFIG_FILE: config },
  }
}

/**
 * The package unpacks into the temporary folder of the process that asks, and its libraries only where it believes itself on
 * AWS Lambda. Several test files may come here at once: the first to be done wins.
 */
async function unpack(): Promise<void> {
  await mkdir(path.dirname(unpacked), { recursive: true })
  const folder = await mkdtemp(`${path.resolve(unpacked)}-`)
  try {
    await promisify(execFile)(process.execPath, [unpacker], {
      env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    })
    await chmod(folder, 0o755)
    await chmod(path.join(folder, 'chromium'), 0o755)
    await writeFile(path.join(folder, 'fonts.conf'), `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${path.join(unpacked, 'fonts/fonts')}</dir>
  <cachedir>${path.join(unpacked, 'fonts-cache')}</cachedir>
</fontconfig>
`)
    await rename(folder, unpacked)
  }
  catch (error) {
    await rm(folder, { recursive: true, force: true })
    if (!existsSync(unpacked))
      throw error
  }
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { allowed } from '@wardroom/server/account/limiter'
import { readConfig } from '@wardroom/server/config/environment'
import { limits } from '@wardroom/server/request/limits'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

/** The cells of every table row of a page that begins with a name in code. */
async function tableOf(page: string, heading: string): Promise<Map<string, string>> {
  const text = await readFile(path.join(root, 'docs', page), 'utf8')
  const section = text.split(/^(?=## )/m).find(part => part.startsWith(`## ${heading}\n`))
  const rows = [...section!.matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)]
  return new Map(rows.map(([, name, value]) => [name!, value!.trim()]))
}

/** Reads the configuration with nothing set and notes what it asked for. */
function askedFor(): { names: string[], config: ReturnType<typeof readConfig> } {
  const names = new Set<string>()
  const env = new Proxy<NodeJS.ProcessEnv>({}, {
    get(_, name) {
      names.add(String(name))
      return undefined
    },
  })
  const config = readConfig(env, [])
  return { names: [...names], config }
}

/** What the server's sources take from the environment without asking config.ts; PATH is handed on to PostgreSQL. */
async function askedElsewhere(): Promise<string[]> {
  const folder = path.join(root, 'server/src')
  const files = (await readdir(folder, { recursive: true })).filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  const texts = await Promise.all(files.map(file => readFile(path.join(folder, file), 'utf8')))
  return texts.flatMap(text => [...text.matchAll(/process\.env\.(\w+)/g)].map(([, name]) => name!)).filter(name => name !== 'PATH')
}

describe('an address with a password', () => {
  const smtp = (url: string) => () => readConfig({ WARDROOM_SMTP_URL: url }, [])
  it.each([
    'smtps://mailer:an0thersecret@mail.example:465587',
    'smtp://mailer:an0thersecret@mail.example:58x7',
    'smtp://mailer:an0thersecret/with/slash@mail.example:587',
    'smtp://mailer:an0thersecret#1@mail.example:587',
    'smtp://mailer:an0thersecret@2@mail.example:587',
    'smtp://mailer:an0thersecret@',
    'smtp://',
  ])('%s is refused without repeating it', (url) => {
    expect(smtp(url)).toThrow('WARDROOM_SMTP_URL cannot be read.')
    expect(smtp(url)).not.toThrow('an0thersecret')
  })

  it.each([
    'smtp://mail.example',
    'smtp://127.0.0.1:2525',
    'smtps://mailer:p%40ss%2Fword%231@mail.example:465/',
    'smtp://mail.example:587?pool=false&name=a@b',
  ])('%s is taken', (url) => {
    expect(smtp(url)().smtpUrl).toBe(url)
  })

  it('of the database is refused alike', () => {
    const read = () => readConfig({ DATABASE_URL: 'postgres://owner:an0thersecret@db.example:54x2/wardroom' }, [])
    expect(read).toThrow('DATABASE_URL cannot be read.')
    expect(read).not.toThrow('an0thersecret')
  })
})

describe('docs/operations.md', () => {
  it('lists every variable that is read, and no other', async () => {
    const documented = [...(await tableOf('operations.md', 'Configuration')).keys()]
    expect(documented.sort()).toEqual([...new Set([...askedFor().names, ...await askedElsewhere()])].sort())
  })

  it('gives the defaults that are used', async () => {
    const { config } = askedFor()
    const used = {
      WARDROOM_DATA: path.relative(process.cwd(), config.dataDir),
      WARDROOM_HOST: config.host,
      WARDROOM_PORT: config.port,
      WARDROOM_ORIGIN: config.origin,
      DATABASE_URL: config.databaseUrl,
      WARDROOM_SMTP_URL: config.smtpUrl,
      WARDROOM_MAIL_FROM: config.mailFrom,
      WARDROOM_TRUSTED_PROXIES: config.trustedProxies.join(),
      WARDROOM_RETENTION_DAYS: config.retentionDays,
      WARDROOM_CHECKPOINTS: path.relative(process.cwd(), config.checkpointDir),
      WARDROOM_SECRET: config.secret,
      WARDROOM_LOG_LEVEL: config.logLevel,
      NO_USERNS: undefined,
    }
    const shown = Object.fromEntries(Object.entries(used).map(([name, value]) => [name, value === undefined || value === '' ? '–' : `\`${value}\``]))
    expect(Object.fromEntries(await tableOf('operations.md', 'Configuration'))).toEqual(shown)
  })
})

describe('docs/security.md', () => {
  it('lists the limits of documents and sockets with their numbers', async () => {
    const shown = Object.fromEntries(Object.entries(limits).map(([name, value]) => [name, value.toLocaleString('en')]))
    expect(Object.fromEntries(await tableOf('security.md', 'Limits'))).toEqual(shown)
  })

  it('lists the attempts that are allowed', async () => {
    const shown = Object.fromEntries(Object.entries(allowed).map(([purpose, { points, duration }]) => [purpose, `${points} in ${duration / 60} minutes`]))
    expect(Object.fromEntries(await tableOf('security.md', 'Attempts'))).toEqual(shown)
  })
})

import { isIP } from 'node:net'
import path from 'node:path'
import { isLoopback } from '../lib/loopback.js'

/** Everything an operator can set, read once from the environment; docs/operations.md lists the same names and defaults. */
export interface Config {
  /** Where the embedded database, the secrets and the checkpoints live. `WARDROOM_DATA`, default `./data`. */
  dataDir: string
  /** `WARDROOM_HOST`, default 127.0.0.1. */
  host: string
  /** `WARDROOM_PORT`, default 8420; 0 takes a free one. */
  port: number
  /** The address people type, without a slash at the end; links in mails use it and nothing else. `WARDROOM_ORIGIN`. */
  origin: string | undefined
  /** Owner's connection to a PostgreSQL of one's own (15 or later). `DATABASE_URL`, default: the embedded one. */
  databaseUrl: string | undefined
  /**
   * `WARDROOM_SMTP_URL`, for example smtp://user:password@mail.example:587.
   * Without it mails are kept in the mailbox page of a local installation.
   */
  smtpUrl: string | undefined
  /** Sender of mails. `WARDROOM_MAIL_FROM`, default wardroom@localhost. */
  mailFrom: string
  /** Peers whose X-Forwarded-For counts, comma separated. `WARDROOM_TRUSTED_PROXIES`, default none. */
  trustedProxies: string[]
  /** Days an event is kept, 0 = for ever. `WARDROOM_RETENTION_DAYS`, default 400. */
  retentionDays: number
  /** Folder for signed checkpoints of the logs. `WARDROOM_CHECKPOINTS`, default: `checkpoints` in the data folder. */
  checkpointDir: string
  /** 32 bytes or more as base64; `WARDROOM_SECRET`, default: made on first start in the data folder. */
  secret: string | undefined
  /** `WARDROOM_LOG_LEVEL`, default info. */
  logLevel: string
  /** Start in the demo world; `--demo`. */
  demo: boolean
  /** Embedded PostgreSQL without fsync: for tests only. */
  fastDatabase: boolean
}

/** No mail server but one's own takes it. */
export const defaultSender = 'wardroom@localhost'

export class ConfigError extends Error {}

export function readConfig(env: NodeJS.ProcessEnv = process.env, args: string[] = process.argv.slice(2)): Config {
  const dataDir = path.resolve(env.WARDROOM_DATA || 'data')
  const config: Config = {
    dataDir,
    host: env.WARDROOM_HOST || '127.0.0.1',
    port: wholeNumber('WARDROOM_PORT', env.WARDROOM_PORT, 8420, 0, 65_535),
    origin: env.WARDROOM_ORIGIN?.replace(/\/+$/, '') || undefined,
    databaseUrl: env.DATABASE_URL || undefined,
    smtpUrl: env.WARDROOM_SMTP_URL || undefined,
    mailFrom: env.WARDROOM_MAIL_FROM || defaultSender,
    trustedProxies: (env.WARDROOM_TRUSTED_PROXIES ?? '').split(',').map(text => text.trim()).filter(Boolean),
    retentionDays: wholeNumber('WARDROOM_RETENTION_DAYS', env.WARDROOM_RETENTION_DAYS, 400, 0, 36_500),
    checkpointDir: env.WARDROOM_CHECKPOINTS ? path.resolve(env.WARDROOM_CHECKPOINTS) : path.join(dataDir, 'checkpoints'),
    secret: env.WARDROOM_SECRET || undefined,
    logLevel: env.WARDROOM_LOG_LEVEL || 'info',
    demo: args.includes('--demo'),
    fastDatabase: false,
  }
  refuseUnsafe(config)
  return config
}

function wholeNumber(name: string, text: string | undefined, fallback: number, min: number, max: number): number {
  const value = text ? Number(text) : fallback
  if (!Number.isInteger(value) || value < min || value > max)
    throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, not "${text}".`)
  return value
}

/** Said without the value: it holds a password. */
const escapes = 'Write signs of a user name or password that have a meaning in addresses as % and two digits (@ is %40, / is %2F, # is %23, : is %3A, ? is %3F, % is %25), and the port as a number up to 65535.'

/** A password with an @ or a / of its own would else end early, and what is left of it be taken for the host. */
function requireSmtpUrl(text: string): void {
  if (!/^smtps?:\/\//.test(text))
    throw new ConfigError('WARDROOM_SMTP_URL must start with smtp:// or smtps://.')
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url?.hostname || url.hash || (url.pathname !== '' && url.pathname !== '/') || /@.*@/.test(text.split('?')[0]!))
    throw new ConfigError(`WARDROOM_SMTP_URL cannot be read. ${escapes}`)
}

function refuseUnsafe(config: Config): void {
  if (config.databaseUrl && !/^postgres(?:ql)?:\/\//.test(config.databaseUrl))
    throw new ConfigError('DATABASE_URL must start with postgres:// or postgresql://.')
  if (config.databaseUrl && !URL.canParse(config.databaseUrl))
    throw new ConfigError(`DATABASE_URL cannot be read. ${escapes}`)
  if (config.smtpUrl)
    requireSmtpUrl(config.smtpUrl)
  if (config.secret && Buffer.from(config.secret, 'base64').length < 32)
    throw new ConfigError('WARDROOM_SECRET must be at least 32 bytes in base64; make one with: openssl rand -base64 32')
  for (const proxy of config.trustedProxies) {
    if (!isIP(proxy.split('/')[0]!))
      throw new ConfigError(`WARDROOM_TRUSTED_PROXIES must hold addresses or networks, not "${proxy}".`)
  }
  if (!config.origin && !isLoopback(config.host))
    throw new ConfigError('WARDROOM_ORIGIN must be set (https://…) when WARDROOM_HOST is not a loopback address.')
  if (config.origin) {
    const url = URL.canParse(config.origin) ? new URL(config.origin) : undefined
    if (!url || url.origin !== config.origin)
      throw new ConfigError('WARDROOM_ORIGIN must be an origin such as https://wardroom.example, without a path.')
    if (url.protocol !== 'https:' && !isLoopback(url.hostname))
      throw new ConfigError('WARDROOM_ORIGIN must use https: browsers give no cryptography to pages on plain http.')
  }
}

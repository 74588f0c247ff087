import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { processes } from '../../../test/testkit/processes.js'
import type { Postgres, PostgresOptions } from './postgres.js'
import { startPostgres } from './postgres.js'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'wardroom-pg-')))
let dataDir: string
const started: Postgres[] = []
const children: ChildProcess[] = []

beforeEach(() => {
  dataDir = join(folder, 'shared', 'cluster')
})

afterEach(async () => {
  await Promise.all(started.splice(0).map(postgres => postgres.stop()))
  await Promise.all(children.splice(0).map(end))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** For a test that is about the making of a cluster; the others share one, to save time. */
function withoutCluster(): void {
  dataDir = join(mkdtempSync(join(folder, 'own-')), 'cluster')
}

const beside = () => readdirSync(dirname(dataDir)).sort()

async function start(options: Partial<PostgresOptions> = {}): Promise<Postgres> {
  const postgres = await startPostgres({ dataDir, fast: true, ...options })
  started.push(postgres)
  return postgres
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(sql)
  await client.end()
  return rows
}

/** Another Node that starts the database and then runs `body` with `postgres`, `pg` and `say`, which hands a value to `heard`. */
function anotherProcess(body = '') {
  const launcher = new URL('./postgres.ts', import.meta.url).href
  const script = `
    import { startPostgres } from ${JSON.stringify(launcher)}
    import pg from ${JSON.stringify(import.meta.resolve('pg'))}
    const say = value => process.stdout.write(JSON.stringify(value) + '\\n')
    process.on('SIGTERM', () => process.exit())
    setInterval(() => {}, 1000)
    const postgres = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} })
    say({ ...postgres })
    ${body}`
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  children.push(child)
  const heard: unknown[] = []
  createInterface({ input: child.stdout }).on('line', line => heard.push(JSON.parse(line)))
  const postgres = async () => {
    await until(() => heard.length > 0 || child.exitCode !== null)
    return heard[0] as Pick<Postgres, 'url' | 'port' | 'pid' | 'attached'>
  }
  return { child, heard, postgres }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null)
    return
  child.kill()
  await once(child, 'exit')
}

async function until(condition: () => boolean, milliseconds = 20_000): Promise<void> {
  for (const deadline = Date.now() + milliseconds; !condition(); await sleep(10)) {
    if (Date.now() > deadline)
      throw new Error(`Not within ${milliseconds} ms: ${condition}`)
  }
}

/** Every process that has this test's folder in its command line, the dead ones left out. */
function programs(): string[] {
  return processes().map(({ command }) => command).filter(line => line.includes(`-D ${dataDir}`) && !line.includes('exec "$@"'))
}

it('keeps its data, its password and nothing else over stop and start', async () => {
  withoutCluster()
  const first = await start()
  await query(first.url, 'create table kept as select 7 as n')
  await Promise.all([first.stop(), first.stop()])
  expect(programs()).toEqual([])

  const second = await start()

  expect(await query(second.url, 'select n, current_user as owner from kept')).toEqual([{ n: 7, owner: 'wardroom_owner' }])
  expect(beside()).toEqual(['cluster', 'cluster.owner'])
  expect(statSync(join(dataDir, 'superuser.password')).mode & 0o777).toBe(0o600)
})

it('refuses connections without the password', async () => {
  const { url } = await start()
  await expect(query(url.replace(/:[^:@]*@/, ':guess@'), 'select 1')).rejects.toThrow('password authentication failed')
  await expect(query(url.replace(/:[^:@]*@/, '@'), 'select 1')).rejects.toThrow('password')
})

it('is set up for Unicode, UTC and an application', async () => {
  const { url } = await start()
  expect(await query(url, `select lower('ÉΩ') as lower, current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone,
    current_setting('idle_in_transaction_session_timeout') as idle, current_setting('listen_addresses') as listens, current_setting('data_checksums') as checksums`))
    .toEqual([{ lower: 'éω', encoding: 'UTF8', zone: 'UTC', idle: '30s', listens: '127.0.0.1', checksums: 'on' }])
})

it('writes no statement and no value into its log', async () => {
  const { url } = await start()
  const client = new pg.Client(url)
  await client.connect()
  await client.query('create table if not exists people (email text unique check (length(email) < 50))')
  await expect(client.query(`insert into people values ('ada@secret.example'), ('ada@secret.example')`)).rejects.toThrow('duplicate key')
  await expect(client.query('insert into people values ($1)', ['grace@secret.example'.padStart(60, '-')]))
    .rejects.toThrow('violates check constraint')
  await client.end()

  const written = readFileSync(join(dataDir, 'postgres.log'), 'utf8')
  expect(written).toContain('duplicate key')
  expect(written).toContain('violates check constraint')
  expect(written).not.toContain('secret.example')
})

it('its log takes no more than five files of 10 MiB, whatever happens', async () => {
  const { url } = await start()
  const logs = () => readdirSync(dataDir).filter(name => name.startsWith('postgres.log')).sort()
  const size = (name: string) => statSync(join(dataDir, name)).size
  for (let round = 1; round <= 6; round++) {
    await query(url, `do $$ begin for i in 1..110 loop raise warning 'round ${round} %', repeat('x', 100000); end loop; end $$`)
    await until(() => size('postgres.log') < 10 * 1024 * 1024)
  }
  expect(logs()).toEqual(['postgres.log', 'postgres.log.1', 'postgres.log.2', 'postgres.log.3', 'postgres.log.4'])
  expect(logs().map(size).filter(bytes => bytes > 10 * 1024 * 1024)).toEqual([])
  expect(readFileSync(join(dataDir, 'postgres.log.1'), 'utf8')).toContain('round 6 x')
  expect(statSync(join(dataDir, 'postgres.log.1')).mode & 0o777).toBe(0o600)
})

it('ends with a Node that is killed, and the next start has every acknowledged row', async () => {
  const { child, heard, postgres } = anotherProcess(`
    const client = new pg.Client(postgres.url)
    await client.connect()
    await client.query('create table acknowledged (n int primary key)')
    for (let n = 1; ; n++) {
      await client.query('insert into acknowledged values ($1)', [n])
      say(n)
    }`)
  const { pid, attached } = await postgres()
  expect(attached).toBe(false)
  await until(() => heard.length > 300)

  child.kill('SIGKILL')
  await once(child, 'exit')
  const killed = Date.now()
  const next = await start({ fast: false })

  expect(Date.now() - killed).toBeLessThan(3000)
  expect(next.attached).toBe(false)
  await until(() => programs().length === 1, 1000)
  expect(next.pid).not.toBe(pid)
  const numbers = await query(next.url, 'select array_agg(n order by n) as all from acknowledged')
  expect(numbers[0]?.all).toEqual(expect.arrayContaining(heard.slice(1)))
})

it('ends within 3 s of a Node that is killed, though nobody starts it again', async () => {
  const { child, postgres } = anotherProcess()
  await postgres()
  expect(programs()).not.toEqual([])

  child.kill('SIGKILL')

  await until(() => programs().length === 0, 3000)
})

it('survives an interrupt of its whole process group until stop', async () => {
  const { child, heard, postgres } = anotherProcess(`
    process.on('SIGINT', async () => {
      const client = new pg.Client(postgres.url)
      await client.connect()
      say((await client.query('select 1 as alive')).rows)
      await client.end()
      await postgres.stop()
      process.exit()
    })`)
  const { pid } = await postgres()
  const group = (id: number) => processes().find(({ pid }) => pid === id)!.group
  expect(group(pid)).not.toBe(group(child.pid!))

  child.kill('SIGINT')
  await once(child, 'exit')

  expect(heard.slice(1)).toEqual([[{ alive: 1 }]])
  expect(programs()).toEqual([])
})

it('comes back on the same port, with its rows, when PostgreSQL itself is killed', async () => {
  const said: string[] = []
  const postgres = await start({ fast: false, log: sentence => said.push(sentence) })
  const pool = new pg.Pool({ connectionString: postgres.url, max: 3 })
  pool.on('error', () => {})
  await pool.query('create table survivors (n int)')

  for (const n of [1, 2]) {
    await pool.query('insert into survivors values ($1)', [n])
    const before = postgres.pid
    process.kill(before, 'SIGKILL')
    await until(() => postgres.pid !== before, 5000)
    let rows: unknown
    for (const deadline = Date.now() + 5000; !rows && Date.now() < deadline; await sleep(20))
      rows = await pool.query('select count(*)::int as n from survivors').then(result => result.rows, () => undefined)
    expect(rows).toEqual([{ n }])
  }

  await pool.end()
  expect(said[0]).toBe(`PostgreSQL ended (SIGKILL). It is started again on port ${postgres.port} in 100 ms.`)
})

it('stays stopped if PostgreSQL dies just before stop', async () => {
  for (const pause of [0, 50, 100, 130]) {
    const postgres = await start({ log: () => {} })
    process.kill(postgres.pid, 'SIGKILL')
    await sleep(pause)
    await postgres.stop()
    await until(() => programs().length === 0, 1000)
    await sleep(300)
    expect(programs()).toEqual([])
  }
})

it('is shared by a second process, which leaves it running', async () => {
  const owner = await start()
  const { child, postgres } = anotherProcess(
    'await postgres.stop(); say((await new pg.Pool({ connectionString: postgres.url }).query(`select 1 as one`)).rows)',
  )
  expect(await postgres()).toMatchObject({ port: owner.port, pid: owner.pid, attached: true, url: owner.url })
  child.kill('SIGKILL')
  await once(child, 'exit')

  expect(await query(owner.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

it('has one owner when several processes start it at once, and a new one after that', async () => {
  withoutCluster()
  const all = [anotherProcess(), anotherProcess(), anotherProcess()]
  const views = await Promise.all(all.map(({ postgres }) => postgres()))

  expect(views.map(({ attached }) => attached).sort()).toEqual([false, true, true])
  expect(new Set(views.map(({ url }) => url)).size).toBe(1)

  await Promise.all(all.map(({ child }) => end(child)))
  expect((await start()).attached).toBe(false)
})

it('takes over from processes that are no more', async () => {
  withoutCluster()
  const before = await start()
  await query(before.url, 'create table kept as select 7 as n')
  await before.stop()
  const { pid = 0 } = spawnSync('true')
  writeFileSync(`${dataDir}.owner`, `${process.pid} an-earlier-process-of-this-number`)
  writeFileSync(
    join(dataDir, 'postmaster.pid'),
    [process.ppid, dataDir, '1700000000', before.port, '', '127.0.0.1', '', 'ready   '].join('\n'),
  )
  mkdirSync(`${dataDir}.new-${pid}/cluster`, { recursive: true })
  mkdirSync(`${dataDir}.new-plans`)

  const postgres = await start()

  expect(postgres.attached).toBe(false)
  expect(await query(postgres.url, 'select n from kept')).toEqual([{ n: 7 }])
  expect(beside()).toEqual(['cluster', 'cluster.new-plans', 'cluster.owner'])
})

it('does not take an unfinished cluster for a cluster', async () => {
  withoutCluster()
  const { child } = anotherProcess()
  await until(() => beside().some(name => /^cluster\.new-\d+$/.test(name) && existsSync(join(dirname(dataDir), name, 'cluster', 'base'))))
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(existsSync(dataDir)).toBe(false)

  await start()

  expect(beside()).toEqual(['cluster', 'cluster.owner'])
})

it('says what to do about data of another version, a folder of other things, and a port that is taken', async () => {
  withoutCluster()
  mkdirSync(dataDir)
  writeFileSync(join(dataDir, 'PG_VERSION'), '15\n')
  await expect(start()).rejects.toThrow(`The data in ${dataDir} was made by PostgreSQL 15, and this release runs PostgreSQL 18. Dump it`)

  rmSync(join(dataDir, 'PG_VERSION'))
  writeFileSync(join(dataDir, 'letters.txt'), '')
  await expect(start()).rejects.toThrow('holds something else than a database. Choose another folder')

  rmSync(dataDir, { recursive: true })
  const listener = createServer().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  await expect(start({ port: typeof address === 'object' ? address?.port : 0 })).rejects.toThrow('Another program listens on the port')
  listener.close()

  expect(await query((await start()).url, 'select 1 as one')).toEqual([{ one: 1 }])
})

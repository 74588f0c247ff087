import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { World } from '../testkit/world.js'
import type { ClientOf, ProviderOf } from '../testkit/world.js'

const root = path.resolve(import.meta.dirname, '../..')
const examples = ['docs/examples/follow-events.ts', 'docs/examples/verify-chain.ts']

it.each(['docs/event-feed.md', 'README.md'])('%s shows the examples as they are', async (page) => {
  const shown = [...(await readFile(path.join(root, page), 'utf8')).matchAll(/<!-- example: (\S+) -->\n+```ts\n([\s\S]*?)```/g)]
  expect(shown.map(([, file]) => file)).toEqual(page === 'README.md' ? examples.slice(0, 1) : examples)
  for (const [, file, code] of shown)
    expect(code).toBe(await readFile(path.join(root, file!), 'utf8'))
})

it('the one that is to be copied is short', async () => {
  expect((await readFile(path.join(root, examples[0]!), 'utf8')).split('\n').length).toBeLessThanOrEqual(22)
})

describe('as a tool of its own', () => {
  let world: World
  let northwind: ProviderOf
  let acme: ClientOf
  let folder: string
  beforeAll(async () => {
    world = await World.start()
    northwind = await world.provider('Northwind')
    acme = await northwind.createClient('Acme')
    // A folder that finds the package, as any package that depends on it does.
    folder = await mkdtemp(path.join(tmpdir(), 'wardroom-example-'))
    await symlink(path.join(root, 'test/node_modules'), path.join(folder, 'node_modules'))
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }')
    for (const file of examples)
      await copyFile(path.join(root, file), path.join(folder, path.basename(file)))
  })
  afterAll(async () => {
    await world.close()
    await rm(folder, { recursive: true, force: true })
  })

  const environment = async () =>
    ({ PATH: process.env.PATH, WARDROOM_URL: world.origin, WARDROOM_TOKEN: (await northwind.tool(['READ', 'EVENTS_READ'])).token })
  const rename = () => acme.admin.do('mutation ($id: ID!) { renameClient(id: $id, name: "Acme") { id } }', { id: acme.id })

  /** Runs it until it has printed enough, then kills it; the numbers of the events. */
  async function follow(enough: (seqs: number[]) => boolean, act: () => Promise<unknown>): Promise<number[]> {
    const child = spawn(
      process.execPath,
      ['follow-events.ts'],
      { cwd: folder, env: await environment(), stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let output = ''
    const seqs = () => [...output.matchAll(/^(\d+) Organization_Updated Acme Ada Admin$/gm)].map(([, seq]) => Number(seq))
    try {
      for await (const chunk of child.stdout) {
        output += String(chunk)
        if (/^Following 1 clients$/m.test(output) && !seqs().length)
          await act()
        if (enough(seqs()) && await readFile(path.join(folder, 'cursor.txt')).catch(() => null))
          break
      }
    }
    finally {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null)
        await once(child, 'exit')
    }
    return seqs()
  }

  it('follow-events prints every event once, also those that happened while it was away', { timeout: 60_000 }, async () => {
    // It begins at the present moment, so something happens until it has heard something.
    let busy = true
    const happening = (async () => {
      while (busy) {
        await rename()
        await new Promise(resolve => setTimeout(resolve, 100))
      }
    })()
    const first = await follow(seqs => seqs.length > 0, async () => {})
    busy = false
    await happening
    for (let n = 0; n < 5; n++)
      await rename()
    const last = Number((await world.sql<{ seq: string }>('select max(seq) seq from event where code = 1600'))[0]!.seq)
    const then = await follow(seqs => seqs.length >= 5 && seqs.at(-1)! >= last, rename)
    const all = [...new Set([...first, ...then])]
    expect(then.length).toBeGreaterThanOrEqual(5)
    expect(all.length).toBeGreaterThanOrEqual(first.length + then.length - 1) // what it was doing when it was killed, it may do again
    const told = await world.sql<{ seq: string }>(
      'select seq from event where code = 1600 and seq between $1 and $2 order by seq',
      [all[0], Math.max(last, all.at(-1)!)],
    )
    expect(told.map(({ seq }) => Number(seq)).filter(seq => seq <= all.at(-1)!)).toEqual(all)
    expect(all.at(-1)).toBeGreaterThanOrEqual(last)
  })

  it('verify-chain recomputes the chain from what the API tells, and names what was changed', { timeout: 30_000 }, async () => {
    const run = async () => promisify(execFile)(process.execPath, ['verify-chain.ts'], { cwd: folder, env: await environment() })
      .then(({ stdout }) => stdout, (error: { stderr: string }) => error.stderr)
    const [head] = await world.sql<{ hash: string }>(`select encode(hash, 'hex') hash from event_head`)
    expect(await run()).toMatch(/^The chain is whole up to [0-9a-f]{64}\n$/)
    expect(head!.hash).toMatch(/^[0-9a-f]{64}$/)

    await world.sql('alter table event disable trigger append_only')
    await world.sql(`update event set actor_name = 'Mallory' where seq = 3`)
    expect(await run()).toContain('event 3 is not as it was appended')
    await world.sql(`update event set actor_name = 'Ada Admin' where seq = 3`)
    await world.sql(`update event set details = '{"name": "Acme", "was": "Never"}' where seq = (select max(seq) from event where code = 1600)`)
    expect(await run()).toMatch(/event \d+ is not as it was appended/)
  })
})

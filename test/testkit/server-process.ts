import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '@wardroom/server/postgres/postmaster'
import { withParentWatch } from '@wardroom/server/postgres/process'
import { built } from './built.js'
import { World } from './world.js'

const program = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url))

/**
 * The built server as an operator runs it: a process of its own that may be stopped,
 * killed and started again at the same address. It ends with the tests, whatever ended those.
 */
export class ServerProcess {
  readonly origin: string
  /** Everything it has said, over all its lives. */
  output = ''
  private child: ChildProcess | undefined
  private ended: Promise<{ code: number | null, signal: NodeJS.Signals | null }> = Promise.resolve({ code: null, signal: null })

  private constructor(
    readonly dataDir: string,
    port: number,
    private readonly env: Record<string, string>,
    private readonly within: readonly string[],
  ) {
    this.origin = `http://localhost:${port}`
  }

  /**
   * Starts it on a data folder and waits until it is ready; `env` as in docs/operations.md.
   * `within` is a command that becomes the one behind it.
   */
  static async on(dataDir: string, env: Record<string, string> = {}, within: readonly string[] = []): Promise<ServerProcess> {
    await built('server')
    const server = new ServerProcess(dataDir, await freePort(), env, within)
    await server.start()
    return server
  }

  get pid(): number {
    return this.child!.pid!
  }

  get running(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null
  }

  /** @returns the milliseconds from the start of the process until it is ready for requests */
  async start(): Promise<number> {
    const began = performance.now()
    const [command, args] = withParentWatch([...this.within, process.execPath, program])
    const child = spawn(command, args, { env: this.environment, stdio: 'pipe' })
    this.child = child
    this.ended = once(child, 'exit')
      .then(([code, signal]: unknown[]) => ({ code: code as number | null, signal: signal as NodeJS.Signals | null }))
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => { this.output += data.toString() })
    await this.ready()
    return performance.now() - began
  }

  async ready(milliseconds = 60_000): Promise<void> {
    for (const deadline = performance.now() + milliseconds; await this.readiness() !== 200; await sleep(50)) {
      if (!this.running || performance.now() > deadline)
        throw new Error(`the server ${this.running ? 'did not become ready' : 'ended'}; it said:\n${this.output}`)
    }
  }

  /** The address that it printed for whoever opens it in a browser. */
  async printedAddress(): Promise<string> {
    const printed = (): string | undefined => /Wardroom is ready: (\S+)/.exec(this.output)?.[1]
    for (const deadline = performance.now() + 10_000; !printed() && performance.now() < deadline;)
      await sleep(50)
    return printed() ?? ''
  }

  /** The status of /readyz; 0: nobody answers. */
  async readiness(): Promise<number> {
    return fetch(`${this.origin}/readyz`, { signal: AbortSignal.timeout(10_000) }).then(({ status }) => status, () => 0)
  }

  /** kill -9 */
  async kill(): Promise<void> {
    this.child!.kill('SIGKILL')
    await this.ended
  }

  /** SIGTERM, as an operator's supervisor sends it. */
  async stop(): Promise<{ code: number | null, milliseconds: number }> {
    const began = performance.now()
    this.child!.kill('SIGTERM')
    const { code } = await this.ended
    return { code, milliseconds: performance.now() - began }
  }

  /** For the end of a test, whatever came before. */
  async dispose(): Promise<void> {
    if (this.running)
      await this.kill()
  }

  /** Another command of the program on the same installation, for example `verify-log`. */
  run(command: string): Promise<{ code: number, output: string }> {
    return new Promise((resolve) => {
      execFile(process.execPath, [program, command], { env: this.environment }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }))
    })
  }

  /**
   * The embedded PostgreSQL of this installation:
   * the owner's address and the postmaster's process, both of its present life. `dataDir` is where we find it.
   */
  async postgres(dataDir = this.dataDir): Promise<{ url: string, pid: number }> {
    const folder = path.join(dataDir, 'postgres')
    const [pid, , , port] = (await readFile(path.join(folder, 'postmaster.pid'), 'utf8')).split('\n')
    const password = await readFile(path.join(folder, 'superuser.password'), 'utf8')
    return { url: `postgres://wardroom_owner:${password}@127.0.0.1:${port}/postgres`, pid: Number(pid) }
  }

  /** The world behind its door. */
  async world(dataDir?: string): Promise<World> {
    const url = this.env.DATABASE_URL ?? (await this.postgres(dataDir)).url
    return World.at(this.origin, url, dataDir ?? this.dataDir, this.env.WARDROOM_SECRET)
  }

  /** Nothing of the surroundings but the path: what a developer has exported must not steer the test. */
  private get environment(): Record<string, string> {
    return {
      PATH: process.env.PATH ?? '',
      WARDROOM_DATA: this.dataDir,
      WARDROOM_PORT: new URL(this.origin).port,
      WARDROOM_LOG_LEVEL: 'warn',
      ...this.env,
    }
  }
}

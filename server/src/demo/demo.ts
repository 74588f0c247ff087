import { Refused } from '../lib/refused.js'
import type { Services } from '../request/services.js'
import { buildWorld } from './build-world.js'
import { parts } from './parts/parts.js'
import { Simulator } from './simulator/simulator.js'

declare module '../request/services.js' {
  interface Services {
    demo: Demo
  }
}

/** The demo world of this installation: built once when asked for, and kept alive by a simulator while the server runs. */
export class Demo {
  /** The world is being built. */
  preparing = false
  private readonly stopping = new AbortController()
  /** Concurrent calls of `start` get the answer of the first. */
  private starting: Promise<void> | undefined
  private building: Promise<void> | undefined
  private simulator: Simulator | undefined

  constructor(private readonly services: () => Services) {}

  /**
   * Answers at once and builds in the background; an installation that is a demo already only gets its simulator back.
   * @throws Refused INSTALLATION_NOT_EMPTY
   */
  async start(): Promise<void> {
    if (this.preparing || await this.resume())
      return
    this.starting ??= this.begin().finally(() => { this.starting = undefined })
    await this.starting
  }

  private async begin(): Promise<void> {
    if (this.preparing)
      return
    const release = await this.lockSetup()
    this.preparing = true
    this.building = this.build(release)
  }

  /** Runs the simulator where the installation is a demo. @returns whether it is */
  async resume(): Promise<boolean> {
    const { rows: [provider] } = await this.services().database.system.query<{ demo: boolean }>('select bool_or(demo) demo from provider')
    if (provider?.demo)
      this.simulate()
    return provider?.demo === true
  }

  /** Settles when nothing of it runs any more; a world that is not finished leaves nothing behind. */
  async stop(): Promise<void> {
    this.stopping.abort()
    await Promise.all([this.building, this.simulator?.stop()])
  }

  /** Nobody else sets this installation up until it is released. */
  private async lockSetup(): Promise<() => Promise<void>> {
    const { database: { system } } = this.services()
    const connection = await system.connect()
    const release = () =>
      connection.query('select pg_advisory_unlock_all()').then(() => connection.release(), (error: Error) => connection.release(error))
    try {
      const { rows: [turn] } = await connection.query<{ ours: boolean }>(
        `select pg_try_advisory_lock(hashtext('wardroom setup')) and not exists (select from provider) ours`,
      )
      if (!turn!.ours)
        throw new Refused('INSTALLATION_NOT_EMPTY')
      return release
    }
    catch (error) {
      await release()
      throw error
    }
  }

  private async build(release: () => Promise<void>): Promise<void> {
    const { log } = this.services()
    const started = performance.now()
    try {
      const { events } = await buildWorld(this.services(), this.stopping.signal)
      log.info({ events, milliseconds: Math.round(performance.now() - started) }, 'the demo world is ready')
      this.simulate()
    }
    catch (error) {
      if (!this.stopping.signal.aborted)
        log.error({ err: error }, 'the demo world could not be built; the installation is still empty')
    }
    finally {
      this.preparing = false
      await release()
    }
  }

  private simulate(): void {
    if (this.stopping.signal.aborted)
      return
    this.simulator ??= new Simulator(this.services(), parts.flatMap(({ steps }) => steps ?? []))
    this.simulator.start()
  }
}

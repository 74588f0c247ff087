import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import path from 'node:path'

/** A process of the bench's own and the one answer to each order it is given. */
export class Child {
  private constructor(private readonly process: ChildProcess, readonly hello: { origin: string, ownerUrl: string, setupCode: string }) {}

  static async start(file: string, env: Record<string, string> = {}): Promise<Child> {
    const child = fork(path.join(import.meta.dirname, file), [], { execArgv: ['--import', 'tsx'], env: { ...process.env, ...env } })
    return new Child(child, await next(child))
  }

  order<T>(order: Record<string, unknown>): Promise<T> {
    const answer = next<T>(this.process)
    this.process.send(order)
    return answer
  }

  async cpuSeconds(): Promise<number> {
    const { cpu } = await this.order<{ cpu: NodeJS.CpuUsage }>({ do: 'usage' })
    return (cpu.user + cpu.system) / 1e6
  }

  async megabytes(): Promise<number> {
    return (await this.order<{ memory: number }>({ do: 'usage' })).memory / 2 ** 20
  }

  async stop(): Promise<void> {
    const gone = new Promise(resolve => this.process.once('exit', resolve))
    this.process.send({ do: 'stop' })
    await gone
  }
}

function next<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`a bench process ended with ${code}`))
    child.once('exit', ended)
    child.once('message', (message) => {
      child.off('exit', ended)
      resolve(message as T)
    })
  })
}

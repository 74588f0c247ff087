import { readConfig } from '@wardroom/server/config/environment'
import type {} from '@wardroom/server/account/account-events'
import { describeEvent } from '@wardroom/server/event/append'
import { openInstallation } from '@wardroom/server/start-up'
import { reachableBytes } from './memory.js'

/**
 * The server in a process of its own, told what to do over the channel: so that its CPU and memory are its own.
 * `BENCH_RLS=off` opens it without the second wall, to show what the wall costs.
 */
const installation = await openInstallation({ ...readConfig(), logLevel: 'warn' })
const server = await installation.serve({ rowLevelSecurity: process.env.BENCH_RLS !== 'off', limitFactor: 1_000_000 })
const { appender, queue } = server.services

interface Order {
  do: 'append' | 'job' | 'usage' | 'stop'
  name: string
  providerId: string
  perSecond: number
  seconds: number
  batch: number
}

process.on('message', async (order: Order) => {
  if (order.do === 'usage')
    return process.send!({ cpu: process.cpuUsage(), memory: process.memoryUsage().rss, heap: reachableBytes() })
  if (order.do === 'append')
    return process.send!({ appended: await append(order) })
  if (order.do === 'job')
    return process.send!(await queue.run(order.name).then(() => ({})))
  await server.close()
  await installation.close()
  process.exit(0)
})
process.send!({ origin: server.services.config.origin, ownerUrl: installation.ownerUrl, setupCode: installation.secrets.setupCode })

/** At a steady rate when `perSecond` is given, else as fast as four writers can, `batch` events at a time. */
async function append({ providerId, perSecond, seconds, batch }: Order): Promise<number> {
  const until = Date.now() + seconds * 1_000
  let appended = 0
  const one = async () => {
    const at = new Date()
    const account = '00000000-0000-4000-8000-000000000000'
    await appender.append(Array.from({ length: batch }, () => describeEvent('User_LoggedIn', {
      providerId,
      subject: { kind: 'ACCOUNT', id: account },
      actor: { kind: 'ACCOUNT', id: account, name: 'Ada Admin', deviceType: 9, ip: '192.0.2.7' },
      details: { device: 'Chromium' },
      at,
    })))
    appended += batch
  }
  if (!perSecond) {
    await Promise.all([1, 2, 3, 4].map(async () => { while (Date.now() < until) await one() }))
  }
  else {
    const started = Date.now()
    const waiting = new Set<Promise<void>>()
    for (let due = 0; Date.now() < until;) {
      for (; due < (Date.now() - started) / 1_000 * perSecond; due += batch) {
        const running: Promise<void> = one().finally(() => waiting.delete(running))
        waiting.add(running)
      }
      await new Promise(resolve => setTimeout(resolve, 2))
    }
    await Promise.all(waiting)
  }
  return appended
}

// Without its parent a bench process has nothing to do.
process.on('disconnect', () => process.exit(1))

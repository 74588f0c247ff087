import { PassThrough } from 'node:stream'
import { Queue } from '@wardroom/server/job/queue'
import { makeLog } from '@wardroom/server/lib/log'
import { expect, it } from 'vitest'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()

it('what a job threw stands in the log, with the name of the job', async () => {
  const lines = new PassThrough({ encoding: 'utf8' })
  const { services } = world.server
  // Without a mail server this queue is nobody else's.
  const failing = { name: 'send-mail', atStart: true, work: { pollingIntervalSeconds: 1 }, run: () => Promise.reject(new Error('the disk is full')) }
  const queue = new Queue(services.database.systemUrl, makeLog('warn', lines), () => services, [failing])
  let written = ''
  lines.on('data', (text: string) => { written += text })
  await queue.start()
  await expect.poll(() => written, { timeout: 10_000 }).toMatch(/"message":"the disk is full".*"job":"send-mail"/)
  await queue.stop()
})

import http from 'node:http'
import pg from 'pg'
import { WebSocketServer } from 'ws'
import { statements } from './questions.js'

/** The limit: node:http and pg, one prepared statement that makes the JSON, passed through; and a bare ws broadcast of one string. */
const pool = new pg.Pool({ connectionString: process.env.BENCH_URL, max: 10 })
const server = http.createServer(async (request, response) => {
  const name = request.url!.slice(1) as keyof typeof statements
  const { rows } = await pool.query({ name, text: statements[name], values: [process.env.BENCH_PROVIDER] })
  response.setHeader('content-type', 'application/json').end(rows[0].answer)
})
const sockets = new WebSocketServer({ server, perMessageDeflate: false })

process.on('message', async (
  { do: what, perSecond, seconds, text }: { do: 'broadcast' | 'usage' | 'stop', perSecond: number, seconds: number, text: string },
) => {
  if (what === 'usage')
    return process.send!({ cpu: process.cpuUsage(), memory: process.memoryUsage().rss })
  if (what === 'broadcast')
    return process.send!({ appended: await broadcast(perSecond, seconds, text) })
  process.exit(0)
})
server.listen(0, '127.0.0.1', () => process.send!({ origin: `http://127.0.0.1:${(server.address() as { port: number }).port}` }))

/** Where the rate is more than it can do it takes longer instead: every message is sent. */
async function broadcast(perSecond: number, seconds: number, text: string): Promise<number> {
  const started = Date.now()
  const wanted = perSecond * seconds
  for (let sent = 0; sent < wanted;) {
    const due = Math.min(wanted, (Date.now() - started) / 1_000 * perSecond)
    for (; sent < due; sent++) {
      const message = text.replace('"AT"', JSON.stringify(new Date().toISOString()))
      for (const socket of sockets.clients)
        socket.send(message)
      await new Promise(setImmediate)
    }
    await new Promise(resolve => setTimeout(resolve, 2))
  }
  return wanted
}

// Without its parent a bench process has nothing to do.
process.on('disconnect', () => process.exit(1))

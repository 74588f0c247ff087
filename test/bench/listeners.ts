import { WebSocket } from 'ws'

/** Many subscribers in a process of their own; they only count and note how late the newest event of a message is. */
interface Order {
  do: 'connect' | 'reset' | 'report' | 'stop'
  url: string
  token: string
  providerId: string
  count: number
}

let events = 0
let late: number[] = []
const sockets: WebSocket[] = []

process.on('message', async (order: Order) => {
  if (order.do === 'connect') {
    // Fewer at once than strangers are let in from one address.
    for (let n = 0; n < order.count; n += 10)
      await Promise.all(Array.from({ length: 10 }, () => connect(order)))
    return process.send!({ connected: sockets.length })
  }
  if (order.do === 'report') {
    late.sort((a, b) => a - b)
    return process.send!({ events, p50: late[Math.floor(late.length * 0.5)], p99: late[Math.floor(late.length * 0.99)] })
  }
  if (order.do === 'reset') {
    events = 0
    late = []
    return process.send!({})
  }
  sockets.forEach(socket => socket.terminate())
  process.exit(0)
})
process.send!({})

function connect({ url, token, providerId }: Order): Promise<void> {
  const socket = new WebSocket(url, token ? 'graphql-transport-ws' : [], { perMessageDeflate: false })
  sockets.push(socket)
  socket.on('message', (data) => {
    const text = String(data)
    if (text.startsWith('{"type":"ping"'))
      return socket.send('{"type":"pong"}')
    const now = Date.now()
    for (const [, at] of text.matchAll(/"code":1000,"at":"([^"]+)"/g)) {
      events++
      late.push(now - Date.parse(at!))
    }
  })
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('open', () => {
      if (!token)
        return resolve()
      socket.send(JSON.stringify({ type: 'connection_init', payload: { accessToken: token } }))
      socket.once('message', () => {
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: {
          query: 'subscription ($p: ID) { events(providerId: $p) { events { seq code at clientId actor { id name } } cursor } }',
          variables: { p: providerId },
        } }))
        setTimeout(resolve, 20)
      })
    })
  })
}

// Without its parent a bench process has nothing to do.
process.on('disconnect', () => process.exit(1))

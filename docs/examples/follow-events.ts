import { readFile, writeFile } from 'node:fs/promises'
import { Wardroom } from '@wardroom/schema/client'

const { WARDROOM_URL = 'http://localhost:8420', WARDROOM_TOKEN = '' } = process.env
const wardroom = new Wardroom(WARDROOM_URL, WARDROOM_TOKEN)

const { clients } = await wardroom.query<{ clients: { totalCount: number } }>('{ clients { totalCount } }')
console.log(`Following ${clients.totalCount} clients`)

// The cursor is kept beside the work: the next start goes on behind the last event that was handled.
const after = await readFile('cursor.txt', 'utf8').catch(() => null)

for await (const event of wardroom.follow({ after })) {
  console.log(event.seq, event.type, event.clientName ?? '', event.actor.name ?? '')
  await writeFile('cursor.txt', event.cursor)
}

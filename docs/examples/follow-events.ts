import { readFile, rename, writeFile } from 'node:fs/promises'
import { Wardroom } from '@wardroom/schema/client'

const { WARDROOM_URL = 'http://localhost:8420', WARDROOM_TOKEN = '' } = process.env
const wardroom = new Wardroom(WARDROOM_URL, WARDROOM_TOKEN)

const { clients } = await wardroom.query<{ clients: { totalCount: number } }>('{ clients { totalCount } }')
console.log(`Following ${clients.totalCount} clients`)

// The cursor is kept beside the work: the next start goes on behind the last event that was handled.
const after = await readFile('cursor.txt', 'utf8').catch(() => null)

for await (const event of wardroom.follow({ after })) {
  console.log(event.seq, event.type, event.clientName ?? '', event.actor.name ?? '')
  // A file that is renamed is never half written, whenever the tool is killed.
  await writeFile('cursor.new', event.cursor)
  await rename('cursor.new', 'cursor.txt')
}

import type { WebSocket } from 'ws'
import { expect, it } from 'vitest'
import { Refused } from '../lib/refused.js'
import { Rounds } from '../lib/rounds.js'
import { limits } from '../request/limits.js'
import type { Connection } from './connections.js'
import { Reading } from './reading.js'

function connect(party: string): Pick<Connection, 'socket' | 'party'> {
  return { party, socket: { readyState: 1, OPEN: 1, bufferedAmount: 0 } as WebSocket }
}

function reading({ allowed = Number.POSITIVE_INFINITY, kept = [] as string[] } = {}) {
  let counted = 0
  const limiter = {
    async count() {
      if (++counted > allowed)
        throw new Refused('TOO_MANY_REQUESTS')
    },
  }
  return new Reading(new Rounds(), limiter, query => kept.includes(query))
}

it('a burst of one party is read one question after the other, and that of another party in its midst', async () => {
  const questions = reading()
  const read: string[] = []
  const ask = async (party: string) => {
    await questions.turn(connect(party), { query: 'subscription { events { cursor } }' })
    read.push(party)
  }
  const burst = Array.from({ length: 20 }, () => ask('contoso'))
  await ask('northwind')
  expect(read).toEqual(['contoso', 'northwind'])
  await Promise.all(burst)
  expect(read).toHaveLength(21)
})

it('what waits to be read is bounded in bytes, and what was read makes room', async () => {
  const questions = reading()
  const query = 'x'.repeat(limits.waitingQuestionBytes / 2)
  const waiting = questions.turn(connect('contoso'), { query })
  await expect(questions.turn(connect('contoso'), { query })).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  await expect(questions.turn(connect('northwind'), { query })).resolves.toBe(true)
  await waiting
  await expect(questions.turn(connect('contoso'), { query })).resolves.toBe(true)
})

it('new documents are counted, and those that are kept are not', async () => {
  const questions = reading({ allowed: 2, kept: ['kept'] })
  const ask = (query: string) => questions.turn(connect('contoso'), { query })
  await Promise.all([ask('one'), ask('two'), ask('kept'), ask('kept')])
  await expect(ask('three')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  await expect(ask('kept')).resolves.toBe(true)
})

it('what was asked on a socket that has closed meanwhile is not read', async () => {
  const connection = connect('contoso')
  const asked = reading().turn(connection, { query: 'subscription { events { cursor } }' })
  Object.assign(connection.socket, { readyState: 3 })
  await expect(asked).resolves.toBe(false)
})

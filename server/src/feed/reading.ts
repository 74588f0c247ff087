import { setTimeout as sleep } from 'node:timers/promises'
import type { SubscribePayload } from 'graphql-ws'
import type { Limiter } from '../account/limiter.js'
import { Counter } from '../lib/counter.js'
import { Refused } from '../lib/refused.js'
import type { Rounds } from '../lib/rounds.js'
import { limits } from '../request/limits.js'
import type { Connection } from './connections.js'
import { unreadLimit } from './peer.js'

/** What is asked on sockets is read one question in each turn, of each party in turn: a burst on many sockets keeps nobody else waiting. */
export class Reading {
  private readonly waiting = new Counter()

  constructor(
    private readonly rounds: Rounds,
    private readonly limiter: Pick<Limiter, 'count'>,
    private readonly isKept: (query: string) => boolean,
  ) {}

  /**
   * Waits until it may be read. @returns false where the socket has closed meanwhile
   * @throws Refused TOO_MANY_REQUESTS where too much waits, and for too many new documents
   */
  async turn({ socket, party }: Pick<Connection, 'socket' | 'party'>, payload: SubscribePayload): Promise<boolean> {
    const { length } = JSON.stringify(payload)
    if (this.waiting.of(party) + length > limits.waitingQuestionBytes)
      throw new Refused('TOO_MANY_REQUESTS', 'Too many of your questions wait to be read; send fewer at once.', { retryAfterSeconds: 1 })
    this.waiting.add(party, length)
    try {
      await this.rounds.turn(party)
      while (socket.bufferedAmount > unreadLimit && socket.readyState === socket.OPEN)
        await sleep(250) // who reads no answers gets no more of them
    }
    finally {
      this.waiting.remove(party, length)
    }
    if (socket.readyState !== socket.OPEN)
      return false
    if (!this.isKept(payload.query))
      await this.limiter.count('socketDocumentByParty', party)
    return true
  }
}

import { codeOf } from '@wardroom/schema/events'
import type { EventName, SubjectKind } from '@wardroom/schema/events'
import type pg from 'pg'
import { asRefusal } from '../database/errors.js'
import type { Announce } from './announce.js'
import { leafHash } from './canonical.js'
import type { EventContent } from './canonical.js'

/** Each feature adds the details of the events it writes by augmenting this interface; never secrets or ciphertext. */
export interface EventDetails {}

export type LoggedEvent = keyof EventDetails & EventName

/** Who acts, and from where. */
export interface Actor {
  kind: 'ACCOUNT' | 'API_TOKEN' | 'SYSTEM' | 'NONE'
  id?: string | undefined
  name?: string | undefined
  deviceType?: number | undefined
  ip?: string | undefined
}

export interface Subject {
  kind: SubjectKind
  id: string
  name?: string | undefined
}

/** The client an event belongs to; without one it belongs to the provider's own log. */
export interface EventClient {
  id: string
  name: string
}

export function describeEvent<Name extends LoggedEvent>(
  name: Name,
  { providerId, client, subject, actor, details, at }: {
    providerId: string
    client?: EventClient | undefined
    subject: Subject
    actor: Actor
    details: EventDetails[Name]
    at: Date
  },
): EventContent {
  return {
    providerId,
    code: codeOf(name),
    at: at.toISOString(),
    clientId: client?.id,
    clientName: client?.name,
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    subjectKind: subject.kind,
    subjectId: subject.id,
    subjectName: subject.name,
    details,
    deviceType: actor.deviceType,
    ip: actor.ip,
  }
}

/** One log's share of a transaction as the statement that must be its last: it holds the log's head until commit. */
export function appendStatements(events: readonly EventContent[]): Array<{ providerId: string, entries: string }> {
  const logs = Map.groupBy(events, ({ providerId }) => providerId)
  return [...logs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([providerId, entries]) => ({
    providerId,
    entries: JSON.stringify(entries.map(entry => ({ ...entry, leaf: leafHash(entry).toString('hex') }))),
  }))
}

/** Appends as the last statements of a transaction, or on their own. */
export async function appendEvents(db: Pick<pg.Pool, 'query'>, events: readonly EventContent[]): Promise<void> {
  for (const { providerId, entries } of appendStatements(events))
    await db.query({ name: 'append', text: 'select append_events($1, $2::jsonb)', values: [providerId, entries] })
}

declare module '../request/services.js' {
  interface Services {
    appender: Appender
  }
}

interface Waiting {
  event: EventContent
  done: () => void
  failed: (error: unknown) => void
}

/**
 * Group commit for events that stand alone (sign-ins, reports): what arrives while one append is under way goes in with the next.
 * `append` settles when the event is on disk.
 */
export class Appender {
  private readonly waiting = new Map<string, Waiting[]>()

  constructor(private readonly pool: pg.Pool, private readonly announce: Announce) {}

  append(events: readonly EventContent[]): Promise<void[]> {
    return Promise.all(events.map(event => new Promise<void>((done, failed) => {
      const queue = this.waiting.get(event.providerId)
      if (queue)
        return void queue.push({ event, done, failed })
      this.waiting.set(event.providerId, [{ event, done, failed }])
      void this.drain(event.providerId)
    })))
  }

  private async drain(providerId: string): Promise<void> {
    for (let queue = this.waiting.get(providerId)!; queue.length; queue = this.waiting.get(providerId)!) {
      this.waiting.set(providerId, queue.splice(500))
      try {
        const events = queue.map(({ event }) => event)
        await appendEvents(this.pool, events)
        queue.forEach(({ done }) => done())
        this.announce(events)
      }
      catch (error) {
        queue.forEach(({ failed }) => failed(asRefusal(error)))
      }
    }
    this.waiting.delete(providerId)
  }
}

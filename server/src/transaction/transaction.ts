import { randomUUID } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { Context } from '../request/context.js'
import { asRefusalOfCommit } from '../database/errors.js'
import type { Mail } from '../mail/mail.js'
import { changesAccess } from '../event/access-changes.js'
import { appendStatements, describeEvent } from '../event/append.js'
import type { Actor, EventClient, EventDetails, LoggedEvent, Subject } from '../event/append.js'
import type { EventContent } from '../event/canonical.js'

/**
 * One mutation's transaction. Verbs change entities, `record` says what happened; both commit together or not at all.
 * The log is appended to last, because its head stays locked from there until the commit.
 */
export class Work {
  private readonly events: EventContent[] = []
  private readonly mails: Array<Mail & { id: string }> = []
  private readonly afterCommit: Array<() => void> = []

  constructor(readonly em: EntityManager, private readonly actor: Actor, readonly now: Date) {}

  record<Name extends LoggedEvent>(name: Name, about: { providerId: string, client?: EventClient, subject: Subject }, details: EventDetails[Name]): void {
    this.events.push(describeEvent(name, { ...about, actor: this.actor, details, at: this.now }))
  }

  /** The mail is kept with the change it tells of and sent by a job after the commit. */
  mail(mail: Mail): void {
    this.mails.push({ ...mail, id: randomUUID() })
  }

  /** Runs once the transaction is on disk. */
  whenCommitted(then: () => void): void {
    this.afterCommit.push(then)
  }

  /** Saves and commits; nothing of the transaction may follow. */
  async finish(): Promise<void> {
    await this.em.flush()
    if (this.mails.length) {
      await this.em.execute(`insert into mail (provider_id, client_id, id, recipient, subject, body, created_at)
        select "providerId", "clientId", id, "to", subject, text, ? from jsonb_to_recordset(?::jsonb)
        as m("providerId" uuid, "clientId" uuid, id uuid, "to" text, subject text, text text)`, [this.now, JSON.stringify(this.mails)])
    }
    const appends = appendStatements(this.events)
    if (appends.length) {
      // The commit travels with the appends: the log's head, which every writer of the provider needs, is not kept waiting for us.
      // The ORM's own commit then finds nothing left to do.
      await this.em.execute(`${appends.map(() => 'select append_events(?, ?::jsonb)').join('; ')}; commit`, appends.flatMap(({ providerId, entries }) => [providerId, entries]))
        .catch((error) => { throw asRefusalOfCommit(error) })
    }
  }

  committed({ services: { tail, jobs, identities } }: Pick<Context, 'services'>): void {
    if (this.events.some(changesAccess))
      identities.forget()
    jobs.mailWaits(this.mails.map(({ id }) => id))
    for (const providerId of new Set(this.events.map(event => event.providerId)))
      tail.committed(providerId)
    this.afterCommit.forEach(then => then())
  }
}

export function actorOf({ viewer: { identity }, device }: Pick<Context, 'viewer' | 'device'>): Actor {
  const from = { deviceType: device.type, ip: device.ip }
  return identity ? { kind: identity.kind, id: identity.accountId, name: identity.name, ...from } : { kind: 'NONE', ...from }
}

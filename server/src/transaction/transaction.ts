import { randomUUID } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sessionVariables } from '../access/tenants.js'
import type { Tenants } from '../access/tenants.js'
import { asRefusalOfCommit } from '../database/errors.js'
import { appendStatements, describeEvent } from '../event/append.js'
import type { Actor, EventClient, EventDetails, LoggedEvent, Subject } from '../event/append.js'
import type { EventContent } from '../event/canonical.js'
import { Refused } from '../lib/refused.js'
import type { Mail } from '../mail/mail.js'
import type { Context } from '../request/context.js'
import type { Services } from '../request/services.js'

/**
 * One mutation's transaction. Verbs change entities, `record` says what happened; both commit together or not at all.
 * The log is appended to last, because its head stays locked from there until the commit.
 */
export class Transaction {
  private readonly events: EventContent[] = []
  private readonly mails: Array<Mail & { id: string }> = []
  /** Providers reached temporarily; their events are appended at the end. */
  private readonly visited = new Set<string>()

  /** @param origin the address that people type, for links in mails */
  constructor(
    readonly em: EntityManager,
    private readonly tenants: Tenants,
    private readonly actor: Actor,

    readonly now: Date,
    readonly origin: string,
  ) {}

  record<Name extends LoggedEvent>(
    name: Name,
    about: { providerId: string, client?: EventClient, subject: Subject },
    details: EventDetails[Name],
  ): void {
    this.events.push(describeEvent(name, { ...about, actor: this.actor, details, at: this.now }))
  }

  /** The mail is stored with the change it is about, and sent by a job after the commit. */
  mail(mail: Mail): void {
    this.mails.push({ ...mail, id: randomUUID() })
  }

  /** Runs what its caller causes in a provider that they do not reach themself, such as a change of the pool its client's seats come from. */
  async reaching<T>(providerId: string, run: () => Promise<T>): Promise<T> {
    if (this.tenants.providers.includes(providerId))
      return run()
    this.visited.add(providerId)
    await this.reach([...this.tenants.providers, providerId])
    const result = await run().catch(async (error: unknown) => {
      // Any other error has aborted the transaction.
      if (error instanceof Refused)
        await this.reach(this.tenants.providers)
      throw error
    })
    await this.reach(this.tenants.providers)
    return result
  }

  private async reach(providers: readonly string[]): Promise<void> {
    const { 'app.providers': setting } = sessionVariables({ ...this.tenants, providers })
    await this.em.execute(`select set_config('app.providers', ?, true)`, [setting])
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
      if (this.visited.size)
        await this.reach([...this.tenants.providers, ...this.visited])
      // COMMIT travels with the appends, so that the log's head is locked for no extra round trip.
      // The ORM's own commit then finds nothing left to do.
      const text = `${appends.map(() => 'select append_events(?, ?::jsonb)').join('; ')}; commit`
      await this.em.execute(text, appends.flatMap(({ providerId, entries }) => [providerId, entries]))
        .catch((error) => { throw asRefusalOfCommit(error) })
    }
  }

  /** Announces the committed events and mails in this process. */
  announce({ announce, mailer }: Services): void {
    mailer.queued(this.mails.map(({ id }) => id))
    announce(this.events)
  }
}

/** Runs verbs in one transaction, with what they record, and announces it once it is on disk. */
export async function commit<T>(services: Services, tenants: Tenants, actor: Actor, run: (tx: Transaction) => Promise<T>): Promise<T> {
  const { database, clock, config } = services
  const { tx, result } = await database.write(tenants, async (em) => {
    const tx = new Transaction(em, tenants, actor, clock(), config.origin)
    const result = await run(tx)
    await tx.finish()
    return { tx, result }
  })
  tx.announce(services)
  return result
}

export function actorOf({ viewer: { identity }, device }: Pick<Context, 'viewer' | 'device'>): Actor {
  const from = { deviceType: device.type, ip: device.ip }
  return identity ? { kind: identity.kind, id: identity.accountId, name: identity.name, ...from } : { kind: 'NONE', ...from }
}

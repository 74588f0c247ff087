import { randomUUID } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sessionVariables } from '../access/tenants.js'
import type { Credential } from '../access/credential.js'
import type { Tenants } from '../access/tenants.js'
import { authorOf, keeperOf } from '../access/viewer.js'
import type { Identity } from '../access/viewer.js'
import { asRefusalOfCommit, RightsChanged } from '../database/errors.js'
import { changesAccess } from '../event/announce.js'
import { appendStatements, describeEvent } from '../event/append.js'
import type { Actor, EventClient, EventDetails, LoggedEvent, Subject } from '../event/append.js'
import type { EventContent } from '../event/canonical.js'
import { Refused } from '../lib/refused.js'
import { requireMailAllowance } from '../mail/allowance.js'
import type { Mail } from '../mail/mail.js'
import type { Context } from '../request/context.js'
import type { Services } from '../request/services.js'

/**
 * One mutation's transaction. Verbs change entities, `record` says what happened; both commit together or not at all.
 * The log is appended to last, because its head stays locked from there until the commit.
 */
export class Transaction {
  readonly events: EventContent[] = []
  readonly mails: Array<Mail & { id: string }> = []
  /** What is stored, for a day, so that a repeated request is answered again. */
  keptBytes = 0
  /** Providers reached temporarily; their events are appended at the end. */
  private readonly visited = new Set<string>()

  /**
   * @param origin the address that people type, for links in mails
   * @param refusals what is logged where the transaction comes to nothing
   */
  constructor(
    readonly em: EntityManager,
    private readonly tenants: Tenants,
    private readonly actor: Actor,
    readonly now: Date,
    readonly origin: string,
    private readonly refusals: EventContent[],
  ) {}

  record<Name extends LoggedEvent>(
    name: Name,
    about: { providerId: string, client?: EventClient, subject: Subject },
    details: EventDetails[Name],
  ): void {
    this.events.push(describeEvent(name, { ...about, actor: this.actor, details, at: this.now }))
  }

  /** For a refused attempt that matters: it stands in the log although nothing was changed. */
  recordRefusal<Name extends LoggedEvent>(
    name: Name,
    about: { providerId: string, client?: EventClient, subject: Subject },
    details: EventDetails[Name],
  ): void {
    this.refusals.push(describeEvent(name, { ...about, actor: this.actor, details, at: this.now }))
  }

  /** The mail is stored with the change it is about, and sent by a job after the commit. */
  mail(mail: Mail): void {
    this.mails.push({ ...mail, id: randomUUID() })
  }

  /** Runs what its caller causes in a provider that they do not reach themself, such as a change of the pool that seats come from. */
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

  /**
   * Saves and commits; nothing of the transaction may follow.
   * @param rights which must still hold when the logs are locked; undefined where nobody's were asked
   */
  async finish(rights?: Rights): Promise<void> {
    await this.em.flush()
    if (this.mails.length) {
      await this.em.execute(`insert into mail (provider_id, client_id, id, recipient, subject, body, invitation, created_at)
        select "providerId", "clientId", id, "to", subject, text, coalesce(invitation, false), ? from jsonb_to_recordset(?::jsonb)
        as m("providerId" uuid, "clientId" uuid, id uuid, "to" text, subject text, text text, invitation boolean)`, [
        this.now,
        JSON.stringify(this.mails),
      ])
    }
    const appends = appendStatements(this.events)
    if (appends.length || rights) {
      const required = rights && [...credentialOf(rights), await this.requiredRights(rights)]
      if (this.visited.size)
        await this.reach([...this.tenants.providers, ...this.visited])
      // The commit travels with the appends: the log's head, which every writer of the provider needs, is not kept waiting for us.
      // What the ORM commits afterwards is empty.
      const statements = [
        ...appends.map(() => 'select append_events(?, ?::jsonb)'),
        // Who has changed nothing needs no right to it: it may have ended just now, by a transaction beside this one (signing out).
        ...required ? ['select require_rights(?, ?, ?) where pg_current_xact_id_if_assigned() is not null'] : [],
        'commit',
        'begin',
      ]
      const values = [...appends.flatMap(({ providerId, entries }) => [providerId, entries]), ...required ?? []]
      await this.em.execute(statements.join('; '), values)
        .catch((error) => { throw asRefusalOfCommit(error) })
    }
  }

  /**
   * What `rights_of` must still be at the commit: as it was when the rights were asked, or, where this transaction itself changes
   * somebody's rights, perhaps its author's, as it has just left them. In that case nobody else may have changed them until now, which only
   * another connection sees.
   */
  private async requiredRights(rights: Rights): Promise<string | null> {
    if (!this.events.some(changesAccess))
      return rights.identity.rights
    const [row] = await this.em.execute<[{ rights: string | null }]>('select rights_of(?, ?) rights', credentialOf(rights))
    if ((await rights.credential.fresh()).rights !== rights.identity.rights)
      throw new RightsChanged()
    return row.rights
  }

  /** Announces the committed events and mails in this process. */
  announce({ announce, mailer }: Services): void {
    mailer.queued(this.mails.map(({ id }) => id))
    announce(this.events)
  }
}

/** Somebody's rights as they were when they were asked. */
export interface Rights {
  credential: Credential
  identity: Identity
}

interface Author {
  tenants: Tenants
  actor: Actor
  /** Whose rights the verbs ask, and what they were when they were asked; left out where a proof of its own stands for them. */
  rights?: Rights
}

/**
 * Runs verbs in one transaction, with what they record, and announces it once it is on disk. Rights that were asked must still hold
 * when it commits: an exact check stands behind the log's lock.
 * @throws an error of `isRightsChanged` where they do not
 */
export async function commit<T>(services: Services, { tenants, actor, rights }: Author, run: (tx: Transaction) => Promise<T>): Promise<T> {
  const { database, clock, config } = services
  const refusals: EventContent[] = []
  const { tx, result } = await database.write(tenants, async (em) => {
    const tx = new Transaction(em, tenants, actor, clock(), config.origin, refusals)
    const result = await run(tx)
    if (rights && tx.events.length)
      await services.limiter.count('eventByAuthor', authorOf(rights.identity), tx.events.length)
    if (rights && tx.keptBytes)
      await services.limiter.count('keptBytesByKeeper', keeperOf(rights.identity), tx.keptBytes)
    await requireMailAllowance(services, actor.id, tx.mails)
    await tx.finish(rights)
    return { tx, result }
  }).catch(async (error: unknown) => {
    await logRefusals(services, refusals, rights)
    throw error
  })
  tx.announce(services)
  return result
}

/** So many that they tell of an attack; more would fill the log. Whatever becomes of it, the caller is told why it was refused. */
async function logRefusals(
  { appender, limiter, log }: Services,
  refusals: readonly EventContent[],
  rights: Rights | undefined,
): Promise<void> {
  if (!refusals.length)
    return
  try {
    if (rights)
      await limiter.count('refusalByAuthor', authorOf(rights.identity), refusals.length)
    await appender.append(refusals)
  }
  catch (error) {
    if (!(error instanceof Refused))
      log.warn({ err: error }, 'a refused attempt could not be logged')
  }
}

function credentialOf({ identity: { kind, sessionId, apiTokenId } }: Rights): unknown[] {
  return [kind, kind === 'ACCOUNT' ? sessionId : apiTokenId]
}

export function actorOf({ viewer: { identity }, device }: Pick<Context, 'viewer' | 'device'>): Actor {
  const from = { deviceType: device.type, ip: device.ip }
  return identity ? { kind: identity.kind, id: identity.accountId, name: identity.name, ...from } : { kind: 'NONE', ...from }
}

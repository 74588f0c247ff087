import { setTimeout as pause } from 'node:timers/promises'
import { SessionLock } from '../../database/session-lock.js'
import { minute, second } from '../../lib/clock.js'
import type { Services } from '../../request/services.js'
import { blueprints } from '../people/blueprints.js'
import type { Blueprint } from '../people/blueprints.js'
import { Random } from '../people/random.js'
import { Actors } from './actors.js'
import type { ApiClient } from './api-client.js'
import type { Right, StepSource, Weighted } from './step.js'

/** A client of the demo world as it is now. */
interface DemoClient {
  id: string
  blueprint: Blueprint
}

const mostTries = 5
const rest: Weighted<null> = [null, 2]

interface Edges<Node> { edges: Array<{ node: Node }> }

/**
 * Keeps the demo world moving: every few seconds one of its people does something plausible, through the public API and never past it.
 * Of several servers on one database, one does it. What goes wrong (a lost database, something that somebody
 * who looks around has changed) is logged at debug, and the next thing is tried a little later.
 */
export class Simulator {
  private readonly random = new Random(Date.now())
  private readonly actors: Actors
  private readonly stopping = new AbortController()
  private clients: DemoClient[] = []
  private foundAt = 0
  private running: Promise<void> | undefined
  private readonly turn: SessionLock

  constructor(
    private readonly services: Pick<Services, 'config' | 'secrets' | 'mailer' | 'database' | 'log' | 'clock'>,
    private readonly sources: readonly StepSource[],
  ) {
    this.actors = new Actors(services.config.origin, this.random, services.clock)
    this.turn = new SessionLock(services.database.systemUrl, 'wardroom demo simulator')
  }

  start(): void {
    this.running ??= this.run()
  }

  /** Settles when what was under way has ended. */
  async stop(): Promise<void> {
    this.stopping.abort()
    await this.running
    await this.turn.release()
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping
    for (let failures = 0; !signal.aborted;) {
      try {
        if (await this.turn.claim())
          await this.act()
        failures = 0
      }
      catch (error) {
        failures++
        this.services.log.debug({ err: error }, 'the demo simulator could not do what it meant to; it goes on')
      }
      await pause(this.random.between(2, 7) * second * Math.min(1 + failures, 6), undefined, { signal }).catch(() => {})
    }
  }

  private async act(): Promise<void> {
    const { admins } = this.actors
    const admin = this.actors.pickSignedIn(admins)
    if (!admin)
      return void await this.actors.signIn(this.random.pick(admins))
    if (this.services.clock().getTime() - this.foundAt > 10 * minute)
      await this.findClients(admin)
    if (this.random.chance(0.3) && await this.actors.signInOrOut())
      return
    const active = this.clients.filter(({ blueprint }) => blueprint.temporary)
    for (let tries = Math.min(active.length, mostTries); tries && !await this.actIn(this.random.pick(active), admin);)
      tries--
  }

  /** Finds the clients; each is known by the address of whoever came first. */
  private async findClients(admin: ApiClient): Promise<void> {
    const { clients } = await admin.query<{ clients: Edges<{ id: string, users: Edges<{ email: string }> }> }>(`{
      clients(first: 100) { edges { node { id users(first: 1, orderBy: { field: CREATED_AT, direction: ASC }) { edges { node { email } } } } } }
    }`)
    this.clients = clients.edges.flatMap(({ node: { id, users } }) => {
      const blueprint = blueprints.find(({ domain }) => users.edges[0]?.node.email.endsWith(`@${domain}`))
      return blueprint ? [{ id, blueprint }] : []
    })
    this.foundAt = this.services.clock().getTime()
  }

  /** @returns false when nothing was to be done there */
  private async actIn({ id, blueprint }: DemoClient, admin: ApiClient): Promise<boolean> {
    const { actors, random, sources, services: { mailer, clock } } = this
    const { client } = await admin.query<{ client: unknown }>(
      `query ($id: ID!) { client(id: $id) { ${sources.map(({ fields }) => fields).join(' ')} } }`,
      { id },
    )
    const situation = { blueprint, now: clock(), keepsMail: !mailer.configured }
    const step = random.weighted([...sources.flatMap(({ possible }) => possible(client, situation)), rest])
    return step !== null && step.take(this.actorFor(step.right, blueprint, admin), {
      clientId: id,
      clientOf: email => actors.clientOf(email),
      mailTo: email => this.mailTo(email),
      maySignIn: () => actors.temporaryMaySignIn(),
      mayOpenInvitation: () => actors.mayOpenInvitation(),
    })
  }

  /** The client's own manager mostly, if signed in and allowed to, otherwise any of the staff. */
  private actorFor(right: Right, blueprint: Blueprint, admin: ApiClient): ApiClient {
    const manager = this.actors.managerOf(blueprint)
    if (right === 'provider-admin')
      return admin
    if (manager?.signedIn && !(blueprint.noOwner && right === 'owner') && this.random.chance(0.7))
      return manager
    return this.actors.pickSignedIn(this.actors.staff) ?? admin
  }

  /** From the mailbox page; an installation that strangers can reach has none, and there the people read what it would show. */
  private async mailTo(email: string): Promise<string | undefined> {
    const { mailbox } = await this.actors.clientOf(email)
      .query<{ mailbox: Array<{ to: string, text: string }> }>(
        'query ($setupCode: String) { mailbox(setupCode: $setupCode) { to text } }',
        { setupCode: this.services.secrets.setupCode },
      )
      .catch(() => ({ mailbox: [] }))
    const newest = mailbox.find(({ to }) => to === email)?.text
    if (newest !== undefined)
      return newest
    const { rows: [mail] } = await this.services.database.system.query<{ body: string }>(
      'select body from mail where recipient = $1 and body is not null order by created_at desc limit 1',
      [email],
    )
    return mail?.body
  }
}

import { setTimeout as pause } from 'node:timers/promises'
import { minute, second } from '../../lib/clock.js'
import { SessionLock } from '../../database/session-lock.js'
import type { Services } from '../../request/services.js'
import { blueprints } from '../people/blueprints.js'
import type { Blueprint } from '../people/blueprints.js'
import { Actors } from './actors.js'
import { isTemporary, possibleSteps } from './next-step.js'
import type { Situation, Step, Temporary } from './next-step.js'
import { Random } from '../random.js'
import { takeStep } from './take-step.js'
import type { ApiClient } from './api-client.js'

/** A client of the demo world as it is now. */
interface Place {
  id: string
  blueprint: Blueprint
}

const mostPlacesAtOnce = 5

interface Edges<Node> { edges: Array<{ node: Node }> }

/**
 * Keeps the demo world moving: every few seconds one of its people does something plausible, through the public API and never past it.
 * Of several servers on one database one does it. What goes wrong (a lost database, something a visitor changed) is told at debug, and the next thing is tried a little later.
 */
export class Simulator {
  private readonly random = new Random(Date.now())
  private readonly actors: Actors
  private readonly stopping = new AbortController()
  private places: Place[] = []
  private lookedAt = 0
  private running: Promise<void> | undefined
  private readonly turn: SessionLock

  constructor(private readonly services: Pick<Services, 'config' | 'mailer' | 'database' | 'log' | 'clock'>) {
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
    if (this.services.clock().getTime() - this.lookedAt > 10 * minute)
      await this.lookAround(admin)
    if (this.random.chance(0.3) && await this.actors.signInOrOut())
      return
    const lively = this.places.filter(({ blueprint }) => blueprint.temporary)
    for (let tries = Math.min(lively.length, mostPlacesAtOnce); tries && !await this.workIn(this.random.pick(lively), admin);)
      tries--
  }

  /** Finds the clients; each is known by the address of whoever came first. */
  private async lookAround(admin: ApiClient): Promise<void> {
    const { clients } = await admin.ask<{ clients: Edges<{ id: string, users: Edges<{ email: string }> }> }>(`{
      clients(first: 100) { edges { node { id users(first: 1, orderBy: { field: CREATED_AT, direction: ASC }) { edges { node { email } } } } } }
    }`)
    this.places = clients.edges.flatMap(({ node: { id, users } }) => {
      const blueprint = blueprints.find(({ domain }) => users.edges[0]?.node.email.endsWith(`@${domain}`))
      return blueprint ? [{ id, blueprint }] : []
    })
    this.lookedAt = this.services.clock().getTime()
  }

  /** @returns false when nothing was to be done there */
  private async workIn({ id, blueprint }: Place, admin: ApiClient): Promise<boolean> {
    const { actors, random, services: { mailer, clock } } = this
    const { client } = await admin.ask<{ client: Omit<Situation, 'temporaries'> & { users: Edges<Temporary> } }>(`query ($id: ID!) {
      client(id: $id) { name seats { bought free autoGrowCeiling } users(first: 50, filter: { search: "@temp." }) { edges { node { id email role status publicKey createdAt } } } }
    }`, { id })
    const temporaries = client.users.edges.map(({ node }) => node).filter(({ email }) => isTemporary(email))
    const step = random.weighted(possibleSteps({ ...client, temporaries }, blueprint, clock(), !mailer.configured))
    return takeStep(step, this.whoTakes(step, blueprint, admin), {
      clientId: id,
      clientOf: email => actors.clientOf(email),
      mailTo: email => this.mailTo(email),
      maySignIn: () => actors.temporaryMaySignIn(),
      mayOpenInvitation: () => actors.mayOpenInvitation(),
    })
  }

  /** Seats may have to be bought, which takes an admin; for the rest, the client's own manager or any of the staff. */
  private whoTakes({ kind }: Step, blueprint: Blueprint, admin: ApiClient): ApiClient {
    const manager = this.actors.managerOf(blueprint)
    if (kind === 'addSeats' || kind === 'removeSeats')
      return admin
    if (manager?.signedIn && !(blueprint.noOwner && kind === 'rename') && this.random.chance(0.7))
      return manager
    return this.actors.pickSignedIn(this.actors.staff) ?? admin
  }

  /** From the mailbox page; an installation that strangers can reach has none, and there the people read what it would show. */
  private async mailTo(email: string): Promise<string | undefined> {
    const { mailbox } = await this.actors.clientOf(email).ask<{ mailbox: Array<{ to: string, text: string }> }>('{ mailbox { to text } }').catch(() => ({ mailbox: [] }))
    const newest = mailbox.find(({ to }) => to === email)?.text
    if (newest !== undefined)
      return newest
    const { rows: [mail] } = await this.services.database.system.query<{ body: string }>('select body from mail where recipient = $1 and body is not null order by created_at desc limit 1', [email])
    return mail?.body
  }
}

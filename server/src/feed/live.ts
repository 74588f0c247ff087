import { setTimeout } from 'node:timers/promises'
import { execute, parse } from 'graphql'
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql'
import type { LRUCache } from 'lru-cache'
import { sdkDevice } from '../access/device.js'
import { Viewer } from '../access/viewer.js'
import { second } from '../lib/clock.js'
import { Counter } from '../lib/counter.js'
import { Refused } from '../lib/refused.js'
import { Context } from '../request/context.js'
import type { LiveField, Look } from '../request/feature.js'
import { limits } from '../request/limits.js'
import type { Services } from '../request/services.js'
import type { Question } from './answer.js'
import type { Connection, Subscription } from './connections.js'

const pause = second / 2

/** What a tool or a browser would send with a request says nothing on a socket. */
const nowhere = { type: sdkDevice, name: '', ip: '', atTheMachine: false }

interface Asked {
  field: string
  args: Record<string, unknown>
  question: Question
}

/** Subscriptions to one thing, which is looked at twice a second with the rights of that moment, and told when it is another. */
export class Live {
  private readonly parties = new Counter()

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly documents: LRUCache<string, DocumentNode>,
    private readonly services: Services,
    private readonly fields: Readonly<Record<string, LiveField>>,
  ) {}

  has(field: string): boolean {
    return Object.hasOwn(this.fields, field)
  }

  /**
   * @param failed how what goes wrong later is told; it ends the subscription
   * @throws Refused where the first look is refused
   */
  async follow(
    connection: Connection,
    subscription: Subscription,
    asked: Asked,
    failed: (error: unknown) => ExecutionResult,
  ): Promise<AsyncGenerator<ExecutionResult>> {
    const { party } = connection
    const max = limits.liveSubscriptions
    if (this.parties.of(party) >= max)
      throw new Refused('SUBSCRIPTION_LIMIT', `You follow ${max} single things already; complete some.`, { max })
    this.parties.add(party)
    subscription.joined(() => this.parties.remove(party))
    const looks = this.looks(connection, subscription, asked, await this.look(connection, asked), failed)
    const stop = looks.return.bind(looks)
    // A generator that waits would hear of it only when there is something to tell, and one that has not begun never.
    looks.return = (value) => {
      subscription.end()
      return stop(value)
    }
    return looks
  }

  private async* looks(
    connection: Connection,
    subscription: Subscription,
    asked: Asked,
    first: Seen,
    failed: (error: unknown) => ExecutionResult,
  ): AsyncGenerator<ExecutionResult> {
    try {
      let seen = first
      yield await this.answer(asked, seen)
      while (!seen.look.over) {
        await setTimeout(pause)
        if (subscription.over)
          return
        const now = await this.look(connection, asked)
        if (now.look.version !== seen.look.version)
          yield await this.answer(asked, now)
        seen = now
      }
    }
    catch (error) {
      yield failed(error)
    }
    finally {
      subscription.end()
    }
  }

  private async look({ credential }: Connection, { field, args }: Asked): Promise<Seen> {
    const viewer = new Viewer(await credential.current())
    const inside = viewer.within(() => this.services.database.manager(viewer.tenants))
    const context = new Context(this.services, credential, inside, nowhere)
    return { context, look: await this.fields[field]!(context, args) }
  }

  private async answer({ question: { query, operationName, variables } }: Asked, { context, look }: Seen): Promise<ExecutionResult> {
    const document = this.documents.get(query) ?? parse(query)
    const asked = { schema: this.schema, document, variableValues: variables, operationName }
    return execute({ ...asked, rootValue: look.value, contextValue: context })
  }
}

interface Seen { context: Context, look: Look }

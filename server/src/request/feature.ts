import type { EntityName, EntitySchema } from '@mikro-orm/core'
import type { Queue, WorkOptions } from 'pg-boss'
import type { EventName } from '@wardroom/schema/events'
import type { Permission } from '@wardroom/schema/permissions'
import type { Walled } from '../access/viewer.js'
import type { Node } from '../lib/node.js'
import { Refused } from '../lib/refused.js'
import type { Context } from './context.js'
import type { Services } from './services.js'

/** What a feature brings along. features.ts lists them; schema, entities, `node(id)` and the job queue read that list. */
export interface Feature {
  /** type-graphql's resolver classes: root fields, and fields on the types of older features. */
  resolvers: readonly ResolverClass[]
  /** Tables with entities of their own. */
  entities: readonly Entity[]
  /** The types that implement Node. */
  nodes: readonly FindNode[]
  jobs: readonly Job[]
  /** Fields of Subscription beside the feed of the log. */
  live: Readonly<Record<string, LiveField>>
}

/** Looks at what a subscription follows, for whoever follows it. @throws Refused */
export type LiveField = (context: Context, args: Record<string, unknown>) => Promise<Look>

export interface Look {
  value: object
  /** Another one, where something is to be told. */
  version: string
  /** Nothing will change any more. */
  over: boolean
}

type ResolverClass = new () => object
type Entity = EntityName<object> & (EntitySchema | (new () => object))

/** The thing with this id, or null when there is none or it is not the viewer's to see. */
export type FindNode = (id: string, context: Context) => Promise<Node | null>

/** Background work: taken by any process, taken again when a process is lost, so it may run twice. */
export interface Job {
  /** Of the queue; stays the same for ever. */
  name: string
  /** When it runs by itself, as cron (UTC, to the minute), once in the whole fleet; left out: only when something is queued. */
  schedule?: string
  /** Runs soon after one of these was logged, too. */
  after?: readonly EventName[]
  /** Runs once more when a process starts. */
  atStart?: boolean
  queue?: Omit<Queue, 'name'>
  work?: WorkOptions
  /** Whether this process takes part; left out: it does. */
  takesPart?: (services: Services) => boolean
  /** @param ids what was queued; empty when the schedule runs it */
  run: (services: Services, ids: readonly string[]) => Promise<void>
}

export function feature(parts: Partial<Feature>): Feature {
  return { resolvers: [], entities: [], nodes: [], jobs: [], live: {}, ...parts }
}

/** Finds an entity by the permission that its own place in the graph asks for. */
export function entityNode<T extends Walled>(entity: EntityName<T>, permission: Permission): FindNode {
  return (id, { viewer }) => viewer.reach(entity, id, permission).catch((error: unknown) => {
    if (error instanceof Refused && (error.code === 'NOT_FOUND' || error.code === 'FORBIDDEN'))
      return null
    throw error
  })
}

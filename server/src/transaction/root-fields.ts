import { createHash } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import { defaultFieldResolver, Kind } from 'graphql'
import type { DocumentNode, GraphQLField, GraphQLFieldResolver, GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql'
import type { Viewer, Walled } from '../access/viewer.js'
import type { Context } from '../request/context.js'
import { actorOf, Work } from './transaction.js'
import { Refused } from '../lib/refused.js'

type RootField = GraphQLField<unknown, Context>
type Resolve = GraphQLFieldResolver<unknown, Context>

/** Marks a root field that strangers may call: `@Extensions(open)`. The contract tests hold the reviewed list of them. */
export const open = { open: true } as const

/**
 * Closes every root field: strangers are turned away, a mutation runs in one transaction with its events, and a field that
 * answered without ever asking for a permission is a bug that never reaches the caller.
 */
export function closeRootFields(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {}) as RootField[])
    field.resolve = isOpen(field) ? field.resolve ?? defaultFieldResolver : asQuery(field)
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {}) as RootField[])
    field.resolve = isOpen(field) ? field.resolve ?? defaultFieldResolver : asMutation(field)
  return schema
}

export function isOpen(field: { extensions: { open?: unknown } }): boolean {
  return field.extensions.open === true
}

/** Whether strangers may have all that an operation asks for. The rest is refused before it is priced and compiled, which costs more than asking. */
export function asksOpenOnly(schema: GraphQLSchema, { definitions }: DocumentNode, { operation, selectionSet }: OperationDefinitionNode): boolean {
  const fields = schema.getRootType(operation)?.getFields() ?? {}
  const fragments = new Map(definitions.flatMap(node => node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node.selectionSet]] : []))
  const areOpen = ({ selections }: SelectionSetNode): boolean => selections.every((node) => {
    if (node.kind === Kind.FIELD)
      return node.name.value === '__typename' || isOpen(fields[node.name.value]!)
    return areOpen(node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments.get(node.name.value)!)
  })
  return areOpen(selectionSet)
}

function asQuery(field: RootField): Resolve {
  const resolve = field.resolve ?? defaultFieldResolver
  return async (root, args, context, info) => {
    requireSignedIn(context)
    const viewer = context.viewer.within(() => context.services.database.manager(context.viewer.tenants))
    const result = await resolve(root, args, narrowed(context, { viewer }), info)
    requireAsked(viewer.asked, field.name)
    return result
  }
}

function asMutation(field: RootField): Resolve {
  const resolve = field.resolve ?? defaultFieldResolver
  return async (root, args, context, info) => {
    requireSignedIn(context)
    const { services: { database, clock } } = context
    let work!: Work
    const result = await database.write(context.viewer.tenants, async (em) => {
      work = new Work(em, actorOf(context), clock())
      const viewer = context.viewer.within(() => em)
      const answer = await once(em, field.name, args, viewer, () => resolve(root, args, narrowed(context, { viewer, work }), info) as Promise<unknown>)
      requireAsked(viewer.asked || answer.replayed, field.name)
      await work.finish()
      return answer.result
    })
    work.committed(context)
    return result
  }
}

function narrowed(context: Context, members: Partial<Pick<Context, 'viewer' | 'work'>>): Context {
  return Object.create(context, Object.fromEntries(Object.entries(members).map(([name, value]) => [name, { value }]))) as Context
}

function requireSignedIn({ viewer }: Context): void {
  if (!viewer.identity)
    throw new Refused('UNAUTHENTICATED')
}

function requireAsked(asked: boolean, field: string): void {
  if (!asked)
    throw new Error(`the root field ${field} answered without asking for a permission`)
}

/** Entities (of mutations with a key only clients) are replayed by id, so that a repeated request sees them as they are now, or no more. */
interface Stored {
  entity?: string
  id?: string
  rows?: unknown
}

/**
 * The same key with the same input answers what the first request answered, for a day; the effect happens once. Two requests
 * with one key at the same time wait for each other.
 */
async function once(em: EntityManager, field: string, args: Record<string, unknown>, viewer: Viewer, run: () => Promise<unknown>): Promise<{ result: unknown, replayed: boolean }> {
  const given = args.idempotencyKey
  if (given == null)
    return { result: await run(), replayed: false }
  if (typeof given !== 'string' || !/^\P{Cc}{8,100}$/u.test(given))
    throw new Refused('BAD_USER_INPUT', 'An idempotency key has 8 to 100 characters on one line.', { field: 'idempotencyKey' })
  const { accountId: actor, apiTokenId } = viewer.self
  const key = apiTokenId ? `${apiTokenId}\n${given}` : given // a tool may less than its maker, and repeats nothing for it
  const fingerprint = createHash('sha256').update(JSON.stringify([field, args])).digest()
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`${actor} ${key}`])
  const [earlier] = await em.execute<Array<{ fingerprint: Buffer, result: Stored }>>('select fingerprint, result from idempotency where actor_id = ? and key = ?', [actor, key])
  if (earlier) {
    if (!earlier.fingerprint.equals(fingerprint))
      throw new Refused('IDEMPOTENCY_MISMATCH')
    const { entity, id, rows } = earlier.result
    return { result: entity ? await viewer.reach<Walled>(entity as never, id!, 'client:read') : rows, replayed: true }
  }
  const result = await run()
  await em.execute('insert into idempotency (actor_id, key, fingerprint, result, created_at) values (?, ?, ?, ?::jsonb, now())', [actor, key, fingerprint, JSON.stringify(stored(result))])
  return { result, replayed: false }
}

function stored(result: unknown): Stored {
  if (Array.isArray(result))
    return { rows: result }
  const { id, constructor: { name } } = result as { id: string, constructor: { name: string } }
  return { entity: name, id }
}

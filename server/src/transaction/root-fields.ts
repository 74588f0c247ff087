import { defaultFieldResolver, Kind } from 'graphql'
import type { DocumentNode, GraphQLField, GraphQLFieldResolver, GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql'
import { Refused } from '../lib/refused.js'
import { Context } from '../request/context.js'
import { runOnce } from './idempotency.js'
import type { Replay } from './idempotency.js'
import { actorOf, commit } from './transaction.js'
import type { Transaction } from './transaction.js'

type RootField = GraphQLField<unknown, Context>
type Resolve = GraphQLFieldResolver<unknown, Context>

/** Marks a root field that needs no credential: `@Extensions(publicField)`. The contract tests hold the reviewed list of them. */
export const publicField = { public: true } as const

/** The context of a mutation's root field. */
export class MutationContext extends Context {
  constructor(context: Context, readonly tx: Transaction) {
    super(context.services, context.viewer.within(() => tx.em), context.device)
  }
}

/**
 * Closes every root field: it needs a credential, a mutation runs in one transaction with its events, and a field that
 * answered without ever asking for a permission is a bug that never reaches the caller.
 */
export function closeRootFields(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {}) as RootField[])
    field.resolve = isPublic(field) ? field.resolve ?? defaultFieldResolver : asQuery(field)
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {}) as RootField[])
    field.resolve = isPublic(field) ? field.resolve ?? defaultFieldResolver : asMutation(field)
  return schema
}

export function isPublic(field: { extensions: { public?: unknown } }): boolean {
  return field.extensions.public === true
}

/** Whether an operation selects public fields only. Without a credential any other is refused before it is priced and compiled. */
export function isPublicOperation(schema: GraphQLSchema, { definitions }: DocumentNode, { operation, selectionSet }: OperationDefinitionNode): boolean {
  const fields = schema.getRootType(operation)?.getFields() ?? {}
  const fragments = new Map(definitions.flatMap(node => node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node.selectionSet]] : []))
  const arePublic = ({ selections }: SelectionSetNode): boolean => selections.every((node) => {
    if (node.kind === Kind.FIELD)
      return node.name.value === '__typename' || isPublic(fields[node.name.value]!)
    return arePublic(node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments.get(node.name.value)!)
  })
  return arePublic(selectionSet)
}

function asQuery(field: RootField): Resolve {
  const resolve = field.resolve ?? defaultFieldResolver
  return async (root, args, context, info) => {
    requireSignedIn(context)
    const { services: { database }, viewer: { tenants } } = context
    const viewer = context.viewer.within(() => database.manager(tenants))
    const result = await resolve(root, args, context.within(viewer), info)
    requirePermissionChecked(viewer.permissionChecked, field.name)
    return result
  }
}

function asMutation(field: RootField): Resolve {
  const resolve = field.resolve ?? defaultFieldResolver
  const { name, extensions } = field
  const replay = extensions.replay as Replay | undefined
  return async (root, args, context, info) => {
    requireSignedIn(context)
    const answer = await commit(context.services, context.viewer.tenants, actorOf(context), async (tx) => {
      const inside = new MutationContext(context, tx)
      const answer = await runOnce(tx, inside.viewer, { name, replay }, args, async () => resolve(root, args, inside, info))
      requirePermissionChecked(inside.viewer.permissionChecked, name)
      return answer
    })
    context.forgetLoaded()
    return answer
  }
}

function requireSignedIn({ viewer }: Context): void {
  if (!viewer.identity)
    throw new Refused('UNAUTHENTICATED')
}

function requirePermissionChecked(checked: boolean, field: string): void {
  if (!checked)
    throw new Error(`the root field ${field} answered without asking for a permission`)
}

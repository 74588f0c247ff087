import { defaultFieldResolver, Kind } from 'graphql'
import type { DocumentNode, GraphQLField, GraphQLFieldResolver, GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql'
import type { Credential } from '../access/credential.js'
import { authorOf, keepingPartyOf, providerOf } from '../access/viewer.js'
import type { Identity } from '../access/viewer.js'
import { isRightsChanged } from '../database/errors.js'
import { Refused } from '../lib/refused.js'
import { Context } from '../request/context.js'
import { runOnce } from './idempotency.js'
import type { Replay } from './idempotency.js'
import { requireIdAlone } from './payload.js'
import { actorOf, commit } from './transaction.js'
import type { Transaction } from './transaction.js'
import { second } from '../lib/clock.js'
import { Turns } from '../lib/turns.js'

type RootField = GraphQLField<unknown, Context>
type Resolve = GraphQLFieldResolver<unknown, Context>

/** Marks a root field that needs no credential: `@Extensions(publicField)`. The contract tests hold the reviewed list of them. */
export const publicField = { public: true } as const

/** Marks what somebody with a temporary master password may do: choose their own, and have asked what that takes of a second factor. */
export const beforeOwnPassword = { beforeOwnPassword: true } as const

/** The context of a mutation's root field. */
export class MutationContext extends Context {
  constructor({ services, viewer, device }: Context, credential: Credential, readonly tx: Transaction) {
    super(services, credential, viewer.within(() => tx.em), device)
  }
}

/**
 * Closes every root field: it needs a credential, a mutation runs in one transaction with its events, and a field that
 * answered without ever asking for a permission is a bug that never reaches the caller.
 */
export function closeRootFields(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {}) as RootField[])
    field.resolve = isPublic(field) ? field.resolve ?? defaultFieldResolver : asQuery(field)
  const turns = new Turns({
    running: 4,
    waiting: 60,
    patience: 3 * second,
    tooMany: '60 of your changes wait already; send fewer at once.',
    tooLong: 'Your other changes take too long; nothing was changed. Try again shortly.',
  })
  // Of ten connections, so that one provider's do not keep another's waiting; among themselves they wait for the same locks anyway.
  const ofProvider = new Turns({
    running: 6,
    waiting: 600,
    patience: 3 * second,
    tooMany: 'Too many changes of your provider wait already; send fewer at once.',
    tooLong: 'Other changes of your provider take too long; nothing was changed. Try again shortly.',
  })
  const takeTurns: TakeTurns = (identity, change) =>
    turns.take(keepingPartyOf(identity), () => ofProvider.take(providerOf(identity), change))
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {}) as RootField[])
    field.resolve = isPublic(field) ? field.resolve ?? defaultFieldResolver : asMutation(field, takeTurns)
  return schema
}

export function isPublic(field: { extensions: { public?: unknown } }): boolean {
  return field.extensions.public === true
}

/** Whether an operation selects public fields only. Without a credential any other is refused before it is priced and compiled. */
export function isPublicOperation(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
  { operation, selectionSet }: OperationDefinitionNode,
): boolean {
  const fields = schema.getRootType(operation)?.getFields() ?? {}
  const fragments = new Map(
    definitions.flatMap(node => node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node.selectionSet]] : []),
  )
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
    const rights = await context.authenticate()
    if (!isBeforeOwnPassword(field))
      requireOwnPassword(rights)
    const { tenants } = context.viewer
    const viewer = context.viewer.within(() => context.services.database.manager(tenants))
    const result = await resolve(root, args, context.within(viewer), info)
    requirePermissionChecked(viewer.permissionChecked, field.name)
    return result
  }
}

type TakeTurns = <T>(identity: Identity, change: () => Promise<T>) => Promise<T>

function asMutation(field: RootField, takeTurns: TakeTurns): Resolve {
  const resolve = field.resolve ?? defaultFieldResolver
  const { name, extensions } = field
  const replay = extensions.replay as Replay | undefined
  return async (root, args, context, info) => {
    const attempt = async () => {
      const rights = await context.authenticate()
      if (!isBeforeOwnPassword(field))
        requireOwnPassword(rights)
      await context.services.limiter.count('mutationByAuthor', authorOf(rights.identity))
      return commit(context.services, { tenants: context.viewer.tenants, actor: actorOf(context), rights }, async (tx) => {
        const inside = new MutationContext(context, rights.credential, tx)
        requireIdAlone(inside.viewer, info)
        const answer = await runOnce(tx, inside.viewer, { name, replay }, args, async () => resolve(root, args, inside, info))
        requirePermissionChecked(inside.viewer.permissionChecked, name)
        return answer
      })
    }
    // Nothing was changed: asked once more with the rights and proofs as they are now, it goes through or is refused for its reason.
    const twice = () => attempt().catch((error: unknown) => {
      if (!isRightsChanged(error) && !(error instanceof Refused && error.code === 'REAUTH_REQUIRED'))
        throw error
      context.services.identities.forget()
      return attempt()
    })
    const answer = await takeTurns(context.viewer.requireSignedIn(), twice).catch((error: unknown) => {
      throw isRightsChanged(error) ? new Refused('CONFLICT') : error instanceof Refused ? context.viewer.told(error) : error
    })
    context.forgetLoaded()
    return answer
  }
}

function isBeforeOwnPassword({ extensions }: RootField): boolean {
  return extensions.beforeOwnPassword === true
}

/** Public fields that somebody may be signed in at ask it themselves. Errors: PASSWORD_CHANGE_REQUIRED. */
export function requireOwnPassword({ identity }: { identity: Identity }): void {
  if (identity.mustChangePassword)
    throw new Refused('PASSWORD_CHANGE_REQUIRED')
}

function requirePermissionChecked(checked: boolean, field: string): void {
  if (!checked)
    throw new Error(`the root field ${field} answered without asking for a permission`)
}

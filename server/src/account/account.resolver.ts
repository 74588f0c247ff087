import { Arg, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { isUuid } from '../access/tenants.js'
import type { Context } from '../request/context.js'
import { Refused } from '../lib/refused.js'
import { beforeOwnPassword } from '../transaction/root-fields.js'
import { AccountKeys, PublicAccount, Session } from './account.js'
import { readSessions, sessionColumns, toSession } from './session-row.js'
import { ViewerInfo } from './viewer-info.js'
import { changeWithEvent } from './account-events.js'
import { changeMasterPassword, ChangeMasterPasswordInput } from './change-password.js'
import { endSessions } from './end-sessions.js'
import { originOf } from './origin.js'
import { requireOwnRights } from './own-rights.js'
import { accountById } from './accounts.js'
import type { Account } from './accounts.js'

@Resolver(() => ViewerInfo)
export class AccountResolver {
  @Extensions(beforeOwnPassword)
  @Query(() => ViewerInfo, { description: 'Who asks, with their memberships. Not for API tokens without READ. Errors: UNAUTHENTICATED, FORBIDDEN.' })
  async viewer(@Ctx() { viewer, services: { database } }: Context): Promise<ViewerInfo> {
    const identity = viewer.requireSignedIn()
    if (!viewer.reads)
      throw new Refused('FORBIDDEN', 'This API token has no READ scope, so it is not told who made it.')
    const account = await accountById(database.system, identity.accountId) as Account
    const { id, email, name, kdf, wrappedUserKey, publicKey, wrappedPrivateKey } = account
    return {
      account: Object.assign(new PublicAccount(), { id, email, name }),
      identity,
      keys: { kdf, salt: email, wrappedUserKey, publicKey, wrappedPrivateKey },
    }
  }

  @FieldResolver(() => AccountKeys, { nullable: true, description: 'Null for API tokens.' })
  keys(@Root() { identity, keys }: ViewerInfo): AccountKeys | null {
    return identity.kind === 'ACCOUNT' ? keys : null
  }

  @FieldResolver(() => [Session], { description: 'The viewer\'s sessions that can still be used; empty for API tokens.' })
  async sessions(
    @Root() { identity: { accountId, sessionId } }: ViewerInfo,
    @Ctx() { services: { database } }: Context,
  ): Promise<Session[]> {
    return sessionId ? readSessions(database.system, accountId, sessionId) : []
  }

  @Mutation(() => Session, {
    description: 'Ends one of the viewer\'s own sessions; within a second it can do nothing any more. People only. Errors: '
      + 'FORBIDDEN, NOT_FOUND.',
  })
  async revokeSession(
    @Arg('id', () => ID, { description: 'One of `viewer.sessions`.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Session> {
    const { viewer, services } = context
    const person = viewer.requirePerson()
    let ended: Session | undefined
    await changeWithEvent(services, originOf(context), async (db) => {
      await requireOwnRights(db, person)
      const { rows } = isUuid(id)
        ? await db.query<Session>(
            `update session set revoked_at = now() where account_id = $1 and id = $3 and revoked_at is null returning ${sessionColumns}`,
            [person.accountId, person.sessionId, id],
          )
        : { rows: [] }
      ended = rows[0] && toSession(rows[0])
      return ended && { account: personOf(context), name: 'Session_Revoked', details: { sessionId: ended.id, device: ended.deviceName } }
    })
    if (!ended)
      throw new Refused('NOT_FOUND')
    services.identities.forget()
    return ended
  }

  @Mutation(() => Boolean, {
    description: 'Ends every session of the viewer, this one included. People only. Always true. Errors: FORBIDDEN.',
  })
  async signOutEverywhere(@Ctx() context: Context): Promise<boolean> {
    const { viewer, services } = context
    const person = viewer.requirePerson()
    const { accountId } = person
    await changeWithEvent(services, originOf(context), async (db) => {
      await requireOwnRights(db, person)
      const { ended: sessions } = await endSessions(db, accountId, { but: null })
      return { account: personOf(context), name: 'User_SignedOutEverywhere', details: { sessions } }
    })
    services.identities.forget()
    return true
  }

  @Extensions(beforeOwnPassword)
  @Mutation(() => Boolean, {
    description: 'Changes the viewer\'s master password. Every other session of theirs ends; this one goes on with a new access token (`/auth/refresh`). '
      + 'People only. Always true. Errors: FORBIDDEN, WRONG_CREDENTIALS, CODE_REQUIRED, WRONG_CODE, SEALED_MALFORMED, BAD_USER_INPUT for the temporary password again, CONFLICT where it was changed at the same moment.',
  })
  async changeMasterPassword(
    @Arg('input', () => ChangeMasterPasswordInput, { description: 'Both proofs, and the user key sealed anew.' })
    input: ChangeMasterPasswordInput,
    @Ctx() context: Context,
  ): Promise<boolean> {
    await changeMasterPassword(context.services, context.viewer.requirePerson(), input, originOf(context))
    return true
  }
}

function personOf({ viewer }: Context): { id: string, name: string } {
  const { accountId: id, name } = viewer.requirePerson()
  return { id, name }
}

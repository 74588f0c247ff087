import { Arg, Ctx, Field, FieldResolver, ID, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql'
import type { Identity } from '../access/viewer.js'
import { isUuid } from '../access/tenants.js'
import type { Context } from '../request/context.js'
import { Refused } from '../lib/refused.js'
import { ProviderUser } from '../provider-user/provider-user.js'
import { readProviderUsers } from '../provider-user/provider-user-row.js'
import { readUsers } from '../user/user-row.js'
import { User } from '../user/user.js'
import { AccountKeys, PublicAccount, Session } from './account.js'
import { changeAndTell } from './account-events.js'
import { accountById } from './accounts.js'
import type { Account } from './accounts.js'

@ObjectType({ description: 'Whoever asks: a signed-in person, or the person an API token acts for.' })
class ViewerInfo {
  @Field(() => PublicAccount)
  account!: PublicAccount

  identity!: Identity
  keys!: AccountKeys
}

const sessionColumns = `id, device_type "deviceType", device_name "deviceName", ip, created_at "createdAt", last_used_at "lastUsedAt", id = $2 current`

@Resolver(() => ViewerInfo)
export class AccountResolver {
  @Query(() => ViewerInfo)
  async viewer(@Ctx() { viewer, services: { database } }: Context): Promise<ViewerInfo> {
    const identity = viewer.self
    const account = await accountById(database.system, identity.accountId) as Account
    const { id, email, name, kdf, wrappedUserKey, publicKey, wrappedPrivateKey } = account
    return { account: { id, email, name }, identity, keys: { kdf, salt: email, wrappedUserKey, publicKey, wrappedPrivateKey } }
  }

  @FieldResolver(() => AccountKeys, { nullable: true, description: 'Null for API tokens.' })
  keys(@Root() { identity, keys }: ViewerInfo): AccountKeys | null {
    return identity.kind === 'ACCOUNT' ? keys : null
  }

  @FieldResolver(() => [ProviderUser], { description: 'The viewer\'s confirmed rows in providers.' })
  providerMemberships(@Root() { identity }: ViewerInfo, @Ctx() { viewer, services: { database } }: Context): Promise<ProviderUser[]> {
    return readProviderUsers(database, viewer.tenants, [...identity.staff.values()].map(({ id }) => id))
  }

  @FieldResolver(() => [User], { description: 'The viewer\'s confirmed rows in clients.' })
  clientMemberships(@Root() { identity }: ViewerInfo, @Ctx() { viewer, services: { database } }: Context): Promise<User[]> {
    return readUsers(database, viewer.tenants, [...identity.members.values()].map(({ id }) => id))
  }

  @FieldResolver(() => [Session], { description: 'The viewer\'s sessions that can still be used; empty for API tokens.' })
  async sessions(@Root() { identity: { accountId, sessionId } }: ViewerInfo, @Ctx() { services: { database } }: Context): Promise<Session[]> {
    if (!sessionId)
      return []
    const { rows } = await database.system.query<Session>(`select ${sessionColumns} from session where account_id = $1 and revoked_at is null and expires_at > now() order by last_used_at desc`, [accountId, sessionId])
    return rows
  }

  @Mutation(() => Session, { description: 'Ends one of the viewer\'s own sessions; within a second it can do nothing any more.' })
  async revokeSession(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Session> {
    const { viewer, services } = context
    const { accountId, sessionId } = viewer.person
    let ended: Session | undefined
    await changeAndTell(services, from(context), async (db) => {
      const { rows } = isUuid(id)
        ? await db.query<Session>(`update session set revoked_at = now() where account_id = $1 and id = $3 and revoked_at is null returning ${sessionColumns}`, [accountId, sessionId, id])
        : { rows: [] }
      ended = rows[0]
      return ended && { account: who(context), name: 'Session_Revoked', details: { sessionId: ended.id, device: ended.deviceName } }
    })
    if (!ended)
      throw new Refused('NOT_FOUND')
    services.identities.forget()
    return ended
  }

  @Mutation(() => Boolean, { description: 'Ends every session of the viewer, this one included.' })
  async signOutEverywhere(@Ctx() context: Context): Promise<boolean> {
    const { viewer, services } = context
    const { accountId } = viewer.person
    await changeAndTell(services, from(context), async (db) => {
      const { rowCount } = await db.query('update session set revoked_at = now() where account_id = $1 and revoked_at is null', [accountId])
      await db.query('update account set security_stamp = gen_random_uuid() where id = $1', [accountId])
      return { account: who(context), name: 'User_SignedOutEverywhere', details: { sessions: rowCount ?? 0 } }
    })
    services.identities.forget()
    return true
  }
}

function who({ viewer: { person } }: Context): { id: string, name: string } {
  return { id: person.accountId, name: person.name }
}

function from({ device, services: { clock } }: Context) {
  return { device, now: clock() }
}

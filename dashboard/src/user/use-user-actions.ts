import type { OperationVariables } from '@apollo/client'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import type { CustomPermission, UserRole } from '../gql/graphql.js'
import type { RowResult } from '../job/jobs.js'
import type { InviteRow } from './invite/invite-rows.js'
import { maxMembershipsAtOnce } from '@wardroom/schema/limits'
import { useOwnKeys } from '../account/own-keys.js'
import { useApollo } from '../api/apollo.js'
import { useBulkJobs } from '../bulk-job/bulk-jobs.js'
import { graphql } from '../gql/index.js'
import { useI18n } from '../i18n/use-i18n.js'
import { answered, mostInToast, useJobs } from '../job/jobs.js'
import { asRefusal, Refusal } from '../lib/refusal.js'
import { useKeyring } from '../session/keyring.js'
import { mostDirect as mostInvitedDirectly } from './invite/invite-rows.js'

graphql(`fragment UserResults_result on UserResult { id email ok code message user { id ...UserRow_user } }`)
const InviteUsers = graphql(`mutation InviteUsers($clientId: ID!, $users: [InviteUserInput!]!, $idempotencyKey: String) { results: inviteUsers(clientId: $clientId, users: $users, idempotencyKey: $idempotencyKey) { id email ok code message } }`)
const AddMissingSeats = graphql(`mutation AddMissingSeats($clientId: ID!, $count: Int!, $idempotencyKey: String) { addSeats(clientId: $clientId, count: $count, idempotencyKey: $idempotencyKey) { id seats { bought occupied free autoGrowCeiling } } }`)
const ResendInvitations = graphql(
  `mutation ResendInvitations($ids: [ID!]!) { results: resendInvitations(ids: $ids) { ...UserResults_result id ok code message } }`,
)
const ConfirmUsers = graphql(`mutation ConfirmUsers($confirmations: [ConfirmInput!]!) { results: confirmUsers(confirmations: $confirmations) { ...UserResults_result id ok code message } }`)
const ChangeUserRoles = graphql(`mutation ChangeUserRoles($ids: [ID!]!, $role: UserRole!, $permissions: [CustomPermission!]) { results: changeUserRoles(ids: $ids, role: $role, permissions: $permissions) { ...UserResults_result id ok code message } }`)
const RevokeUsers = graphql(`mutation RevokeUsers($ids: [ID!]!) { results: revokeUsers(ids: $ids) { ...UserResults_result id ok code message } }`)
const RestoreUsers = graphql(`mutation RestoreUsers($ids: [ID!]!) { results: restoreUsers(ids: $ids) { ...UserResults_result id ok code message } }`)
const RemoveUsers = graphql(`mutation RemoveUsers($ids: [ID!]!) { results: removeUsers(ids: $ids) { ...UserResults_result id ok code message } }`)

const ChangeUserGroups = graphql(`mutation ChangeUserGroups($input: ChangeUserGroupsInput!) { results: changeUserGroups(input: $input) { id email ok code message } }`)

const RemindToEnrol = graphql(`mutation RemindToEnrol($ids: [ID!]!) { results: remindToEnrol(ids: $ids) { id email ok code message } }`)

const SignOutUsers = graphql(`mutation SignOutUsers($ids: [ID!]!) { results: signOutUsers(ids: $ids) { id email ok code message } }`)

const byIds = {
  signOut: SignOutUsers,
  remind: RemindToEnrol,
  resend: ResendInvitations,
  revoke: RevokeUsers,
  restore: RestoreUsers,
  remove: RemoveUsers,
}

/** More people than these are the work of a job of the server, which goes on without this page. */
const mostDirect = 100
/** The deeds of such a job. */
const onServer = { signOut: 'signOut', resend: 'resend', revoke: 'revoke', restore: 'restore', remove: 'remove' } as const

/** What takes an action back. */
const opposites: Partial<Record<keyof typeof byIds, 'revoke' | 'restore'>> = { revoke: 'restore', restore: 'revoke' }

interface Person { id: string, email: string, publicKey?: string | null }
/** Somebody with the role that they have now. */
interface RoleHolder extends Person { role: UserRole, permissions: readonly CustomPermission[] }

interface Results { results: Array<Omit<RowResult, 'id'> & { id?: string | null }> }

export interface UserActions {
  run: (action: keyof typeof byIds, people: readonly Person[]) => Promise<void>
  changeRole: (people: readonly RoleHolder[], role: UserRole, permissions: CustomPermission[]) => Promise<void>
  changeGroups: (people: readonly Person[], groups: { addGroupIds: string[], removeGroupIds: string[] }) => Promise<void>
  /** Hands the client's key to each person, sealed to the key whose phrase was compared, unless the keys stay locked. */
  confirm: (people: readonly Person[]) => Promise<void>
  /** Invites all of them or nobody; `permissions` go to those with the custom role. @throws what was refused */
  invite: (rows: readonly InviteRow[], permissions: CustomPermission[], idempotencyKey: string) => Promise<void>
  /** Seats for those who are to be invited. @throws what was refused */
  addSeats: (count: number, idempotencyKey: string) => Promise<void>
}

/** What can be done to a client's people, for one as for hundreds: always a job with one result a row. */
export function useUserActions(clientId: () => string, after: () => void): UserActions {
  const { t } = useI18n()
  const apollo = useApollo()
  const jobs = useJobs()
  const bulkJobs = useBulkJobs()
  const keyring = useKeyring()
  const ownKeys = useOwnKeys()

  async function results<TVariables extends OperationVariables>(
    mutation: TypedDocumentNode<Results, TVariables>,
    variables: TVariables,
  ): Promise<RowResult[]> {
    const { data } = await apollo.mutate<Results, OperationVariables>({ mutation, variables })
    return answered(data?.results)
  }

  function start(
    title: keyof typeof byIds | 'changeRole' | 'confirm',
    people: readonly Person[],
    send: (ids: string[]) => Promise<RowResult[]>,
    batch = 50,
    undo?: () => unknown,
  ): Promise<void> {
    return jobs.run({ title: t(`user.job.${title}`, { n: people.length }, people.length), rows: people.map(({ id, email }) => ({ id, label: email })), send, after, batch, undo })
  }

  function run(action: keyof typeof byIds, people: readonly Person[]): Promise<void> {
    if (people.length > mostDirect && action !== 'remind')
      return bulkJobs.begin({ clientId: clientId(), [onServer[action]]: { userIds: people.map(({ id }) => id) } })
    const opposite = opposites[action]
    const undo = opposite && (() => run(opposite, people))
    return start(action, people, ids => results(byIds[action], { ids }), action === 'remove' ? 500 : 50, undo)
  }

  function sendRole(ids: string[], role: UserRole, permissions: readonly CustomPermission[]): Promise<RowResult[]> {
    return results(ChangeUserRoles, { ids, role, permissions: role === 'CUSTOM' ? [...permissions] : null })
  }

  function changeRole(people: readonly RoleHolder[], role: UserRole, permissions: readonly CustomPermission[]): Promise<void> {
    if (people.length > mostDirect) {
      const flags = role === 'CUSTOM' ? [...permissions] : null
      return bulkJobs.begin({ clientId: clientId(), changeRole: { userIds: people.map(({ id }) => id), role, permissions: flags } })
    }
    const undo = (): Promise<void> => giveRolesBack(people, () => changeRole(people, role, permissions))
    return start('changeRole', people, ids => sendRole(ids, role, permissions), 500, people.length <= mostInToast ? undo : undefined)
  }

  function changeGroups(people: readonly Person[], groups: { addGroupIds: string[], removeGroupIds: string[] }): Promise<void> {
    if (people.length > mostDirect)
      return bulkJobs.begin({ clientId: clientId(), changeGroups: { userIds: people.map(({ id }) => id), ...groups } })
    return jobs.run({
      title: t('group.job', { n: people.length }, people.length),
      rows: people.map(({ id, email }) => ({ id, label: email })),
      send: userIds => results(ChangeUserGroups, { input: { userIds, ...groups } }),
      after,
      batch: Math.min(500, Math.floor(maxMembershipsAtOnce / (groups.addGroupIds.length + groups.removeGroupIds.length))),
    })
  }

  /** One by one, since each of them may have had another role. */
  function giveRolesBack(people: readonly RoleHolder[], undo: () => unknown): Promise<void> {
    return start('changeRole', people, async (ids) => {
      const some = people.filter(({ id }) => ids.includes(id))
      const answers = await Promise.all(some.map(({ id, role, permissions }) => sendRole([id], role, permissions)))
      return answers.flat()
    }, 1, undo)
  }

  return {
    run,
    changeRole,
    changeGroups,
    async confirm(people) {
      if (!await keyring.requestUnlock())
        return
      return start('confirm', people, async (ids) => {
        // They may have been locked since, as when refused rows are tried again.
        if (!await keyring.requestUnlock())
          throw Refusal.local('LOCKED')
        const key = await ownKeys.clientKey(clientId())
        const sealed = await Promise.all(
          ids.map(id => seal(people.find(person => person.id === id), publicKey => keyring.wrapKeyTo(publicKey, key))),
        )
        const refused = sealed.filter(row => 'ok' in row)
        const confirmations = sealed.filter(row => 'key' in row)
        return [...refused, ...confirmations.length === 0 ? [] : await results(ConfirmUsers, { confirmations })]
      }, 25)
    },
    async invite(rows, permissions, idempotencyKey) {
      const users = rows.map(({ email, role }) => ({ email, role, permissions: role === 'CUSTOM' ? permissions : null }))
      if (users.length > mostInvitedDirectly)
        return void await bulkJobs.create({ clientId: clientId(), invite: { users } }, idempotencyKey)
      const { data } = await apollo.mutate({ mutation: InviteUsers, variables: { clientId: clientId(), users, idempotencyKey } })
      const answers = answered(data?.results, row => row.email)
      void jobs.run({
        title: t('user.job.invite', { n: rows.length }, rows.length),
        rows: rows.map(({ email }) => ({ id: email, label: email })),
        batch: rows.length,
        after,
        send: () => Promise.resolve(answers),
      })
    },
    async addSeats(count, idempotencyKey) {
      await apollo.mutate({ mutation: AddMissingSeats, variables: { clientId: clientId(), count, idempotencyKey } })
    },
  }
}

/** A key that cannot be used for one person refuses that row alone. */
export async function seal(
  person: Person | undefined,
  share: (publicKey: string) => Promise<string>,
): Promise<{ id: string, key: string } | RowResult> {
  const id = person?.id ?? ''
  try {
    return { id, key: await share(person?.publicKey ?? '') }
  }
  catch (error) {
    const { code, message } = asRefusal(error)
    return { id, ok: false, code, message }
  }
}

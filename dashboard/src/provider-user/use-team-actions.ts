import type { ProviderUserType } from '../gql/graphql.js'
import type { RowResult } from '../job/jobs.js'
import { useOwnKeys } from '../account/own-keys.js'
import { useApollo } from '../api/apollo.js'
import { graphql } from '../gql/index.js'
import { useI18n } from '../i18n/use-i18n.js'
import { answered, useJobs } from '../job/jobs.js'
import { Refusal } from '../lib/refusal.js'
import { useKeyring } from '../session/keyring.js'
import { seal } from '../user/use-user-actions.js'

const InviteTeam = graphql(`mutation InviteTeam($providerId: ID!, $emails: [String!]!, $type: ProviderUserType!, $idempotencyKey: String) { results: inviteProviderUsers(providerId: $providerId, emails: $emails, type: $type, idempotencyKey: $idempotencyKey) { id email ok code message } }`)
const ResendTeam = graphql(`mutation ResendTeam($ids: [ID!]!) { results: resendProviderInvitations(ids: $ids) { id ok code message } }`)
const ConfirmTeam = graphql(`mutation ConfirmTeam($confirmations: [ConfirmInput!]!) { results: confirmProviderUsers(confirmations: $confirmations) { id ok code message } }`)
const AdmitOutside = graphql(`mutation AdmitOutside($ids: [ID!]!) { results: admitOutsideTechnicians(ids: $ids) { id ok code message } }`)
const SignOutTeam = graphql(`mutation SignOutTeam($ids: [ID!]!) { results: signOutProviderUsers(ids: $ids) { id ok code message } }`)
const RemoveTeam = graphql(`mutation RemoveTeam($ids: [ID!]!) { results: removeProviderUsers(ids: $ids) { id ok code message } }`)

interface Person { id: string, email: string, type: ProviderUserType, publicKey?: string | null }

export type TeamAction = 'resend' | 'confirm' | 'type' | 'scope' | 'hours' | 'twoStep' | 'signOut' | 'remove'

/** The type that somebody may be changed to. */
export function otherType(type: ProviderUserType): ProviderUserType {
  return type === 'PROVIDER_ADMIN' ? 'SERVICE_USER' : 'PROVIDER_ADMIN'
}

export interface TeamActions {
  /** Invites all of them or nobody. @throws what was refused */
  invite: (emails: string[], type: ProviderUserType, idempotencyKey: string) => Promise<void>
  resend: (people: readonly Person[]) => Promise<void>
  /** Hands each the provider key, sealed to the key whose phrase was compared, unless the keys stay locked; outside technicians none. */
  confirm: (people: readonly Person[]) => Promise<void>
  signOut: (people: readonly Person[]) => Promise<void>
  remove: (people: readonly Person[]) => Promise<void>
}

/** What can be done to the provider's own people; always a job with one result a row. */
export function useTeamActions(providerId: () => string, after: () => void): TeamActions {
  const { t } = useI18n()
  const apollo = useApollo()
  const jobs = useJobs()
  const keyring = useKeyring()
  const ownKeys = useOwnKeys()

  function start(
    title: 'confirm' | 'remove' | 'resend' | 'signOut',
    people: readonly Person[],
    send: (ids: string[]) => Promise<RowResult[]>,
  ): Promise<void> {
    return jobs.run({ title: t(`team.job.${title}`, { n: people.length }, people.length), rows: people.map(({ id, email }) => ({ id, label: email })), send, after })
  }

  return {
    async invite(emails, type, idempotencyKey) {
      const { data } = await apollo.mutate({ mutation: InviteTeam, variables: { providerId: providerId(), emails, type, idempotencyKey } })
      const answers = answered(data?.results, row => row.email)
      void jobs.run({
        title: t('team.job.invite', { n: emails.length }, emails.length),
        rows: emails.map(email => ({ id: email, label: email })),
        after,
        send: () => Promise.resolve(answers),
      })
    },
    resend: people =>
      start('resend', people, async ids => answered((await apollo.mutate({ mutation: ResendTeam, variables: { ids } })).data?.results)),
    signOut: people =>
      start('signOut', people, async ids => answered((await apollo.mutate({ mutation: SignOutTeam, variables: { ids } })).data?.results)),
    remove: people =>
      start('remove', people, async ids => answered((await apollo.mutate({ mutation: RemoveTeam, variables: { ids } })).data?.results)),
    async confirm(people) {
      const outside = new Set(people.filter(({ type }) => type === 'OUTSIDE_TECHNICIAN').map(({ id }) => id))
      if (outside.size < people.length && !await keyring.requestUnlock())
        return
      return start('confirm', people, async (all) => {
        const [admitted, ids] = [all.filter(id => outside.has(id)), all.filter(id => !outside.has(id))]
        const answers = admitted.length > 0
          ? answered((await apollo.mutate({ mutation: AdmitOutside, variables: { ids: admitted } })).data?.results)
          : []
        if (ids.length === 0)
          return answers
        // They may have been locked since, as when refused rows are tried again.
        if (!await keyring.requestUnlock())
          throw Refusal.local('LOCKED')
        const key = await ownKeys.providerKey(providerId())
        const sealed = await Promise.all(
          ids.map(id => seal(people.find(person => person.id === id), publicKey => keyring.wrapKeyTo(publicKey, key))),
        )
        const refused = sealed.filter(row => 'ok' in row)
        const confirmations = sealed.filter(row => 'key' in row)
        if (confirmations.length === 0)
          return [...answers, ...refused]
        const { data } = await apollo.mutate({ mutation: ConfirmTeam, variables: { confirmations } })
        return [...answers, ...refused, ...answered(data?.results)]
      })
    },
  }
}

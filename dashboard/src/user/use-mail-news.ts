import type { ProviderUserStatus, UserStatus } from '../gql/graphql.js'
import { usePoll } from '../lib/use-poll.js'

/** No event tells that a mail could not be sent: for two minutes after an invitation the list is asked again. */
export function useMailNews(
  people: () => readonly { status: UserStatus | ProviderUserStatus, createdAt: string }[],
  reload: () => unknown,
): void {
  usePoll(
    reload,
    () => people().some(({ status, createdAt }) => status === 'INVITED' && Date.now() - Date.parse(createdAt) < 120_000),
    10_000,
  )
}

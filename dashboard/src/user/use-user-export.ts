import type { UseExportReturn } from '../api/use-export.js'
import type { UserFilter, UserOrder } from '../gql/graphql.js'
import { useApollo } from '../api/apollo.js'
import { useExport } from '../api/use-export.js'
import { graphql } from '../gql/index.js'
import { useI18n } from '../i18n/use-i18n.js'
import { mostReported, peopleToCsv } from './people-csv.js'

const UsersExport = graphql(`
  query UsersExport($id: ID!, $after: String, $filter: UserFilter, $orderBy: UserOrder) {
    client(id: $id) {
      id
      users(first: 200, after: $after, filter: $filter, orderBy: $orderBy) {
        pageInfo { hasNextPage endCursor } edges { node { id email name role status twoStepSince twoStepClass recoveryEnrolledAt lastSignInAt createdAt } }
      }
    }
  }
`)

interface Asked { id: string, filter: UserFilter | null, orderBy: UserOrder }

/** The people of a client, as they are filtered and ordered, as one CSV file. */
export function useUserExport(): Omit<UseExportReturn, 'start'> & { start: (asked: Asked, recovery: boolean) => Promise<void> } {
  const apollo = useApollo()
  const { t } = useI18n()
  const { start, ...report } = useExport()

  return {
    ...report,
    start: (asked, recovery) => start({
      name: `wardroom-users-${new Date().toISOString().slice(0, 10)}.csv`,
      most: mostReported,
      page: async after =>
        (await apollo.query({ query: UsersExport, variables: { ...asked, after }, fetchPolicy: 'no-cache' })).data?.client.users,
      write: nodes => peopleToCsv(
        nodes.map(node => ({ ...node, role: t(`user.roles.${node.role}`), status: t(`user.status.${node.status}`) })),
        t,
        { recovery },
      ),
    }),
  }
}

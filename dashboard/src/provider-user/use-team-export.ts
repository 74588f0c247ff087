import type { UseExportReturn } from '../api/use-export.js'
import type { ProviderUserFilter } from '../gql/graphql.js'
import { useApollo } from '../api/apollo.js'
import { useExport } from '../api/use-export.js'
import { graphql } from '../gql/index.js'
import { useI18n } from '../i18n/use-i18n.js'
import { mostReported, peopleToCsv } from '../user/people-csv.js'

const TeamExport = graphql(`
  query TeamExport($id: ID!, $after: String, $filter: ProviderUserFilter) {
    provider(id: $id) {
      id
      users(first: 200, after: $after, filter: $filter) {
        pageInfo { hasNextPage endCursor } edges { node { id email name type status twoStepSince twoStepClass lastSignInAt createdAt } }
      }
    }
  }
`)

/** The provider's own people, as they are filtered, as one CSV file. */
export function useTeamExport(): Omit<UseExportReturn, 'start'> & {
  start: (id: string, filter: ProviderUserFilter | null) => Promise<void>
} {
  const apollo = useApollo()
  const { t } = useI18n()
  const { start, ...report } = useExport()

  return {
    ...report,
    start: (id, filter) => start({
      name: `wardroom-team-${new Date().toISOString().slice(0, 10)}.csv`,
      most: mostReported,
      page: async after =>
        (await apollo.query({ query: TeamExport, variables: { id, filter, after }, fetchPolicy: 'no-cache' })).data?.provider.users,
      write: nodes => peopleToCsv(
        nodes.map(node => ({ ...node, role: t(`team.type.${node.type}`), status: t(`user.status.${node.status}`) })),
        t,
        { recovery: false },
      ),
    }),
  }
}

import type { UseExportReturn } from '../api/use-export.js'
import type { BulkJobRowFilter } from '../gql/graphql.js'
import { useApollo } from '../api/apollo.js'
import { useExport } from '../api/use-export.js'
import { graphql } from '../gql/index.js'
import { useExplain } from '../i18n/use-explain.js'
import { useI18n } from '../i18n/use-i18n.js'
import { toCsv } from '../lib/csv.js'
import { Refusal } from '../lib/refusal.js'

const RowsExport = graphql(`
  query RowsExport($id: ID!, $after: String, $filter: BulkJobRowFilter) {
    node(id: $id) { ... on BulkJob { id rows(first: 200, after: $after, filter: $filter) { pageInfo { hasNextPage endCursor } edges { node { id number email outcome code message } } } } }
  }
`)

/** The rows of a job, as they are filtered, as one CSV file. */
export function useRowExport(): Omit<UseExportReturn, 'start'> & { start: (id: string, filter: BulkJobRowFilter | null) => Promise<void> } {
  const apollo = useApollo()
  const { t } = useI18n()
  const explain = useExplain()
  const { start, ...report } = useExport()
  return {
    ...report,
    start: (id, filter) => start({
      name: `wardroom-job-${id.slice(0, 8)}.csv`,
      page: async (after) => {
        const { data } = await apollo.query({ query: RowsExport, variables: { id, filter, after }, fetchPolicy: 'no-cache' })
        return data?.node && 'rows' in data.node ? data.node.rows : undefined
      },
      write: nodes => toCsv(
        ['#', t('bulkJob.who'), t('bulkJob.outcome'), t('bulkJob.code'), t('bulkJob.why')],
        nodes.map(({ number, email, outcome, code, message }) =>
          [number, email ?? '', t(`bulkJob.outcomes.${outcome}`), code ?? '', code == null ? '' : explain(new Refusal(code, message ?? code))]),
      ),
    }),
  }
}

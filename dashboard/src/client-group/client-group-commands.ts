import type { Ref } from 'vue'
import type { Command, Palette } from '../feature/feature.js'
import { computed } from 'vue'
import { useRouter } from 'vue-router'
import { useViewer } from '../account/use-viewer.js'
import { useQuery } from '../api/use-query.js'
import { graphql } from '../gql/index.js'
import { useI18n } from '../i18n/use-i18n.js'

const PaletteClientGroups = graphql(`
  query PaletteClientGroups($id: ID!, $filter: ClientGroupFilter) {
    provider(id: $id) { id viewerCanChangeClientGroups clientGroups(first: 5, filter: $filter) { edges { node { id name } } } }
  }
`)

/** The client groups whose name holds what was typed, and making a new one. */
export function useClientGroupCommands({ open, search }: Palette): Readonly<Ref<readonly Command[]>> {
  const { t } = useI18n()
  const router = useRouter()
  const { provider } = useViewer()
  const { data } = useQuery(PaletteClientGroups, () =>
    open.value && provider.value ? { id: provider.value.id, filter: search.value === '' ? null : { search: search.value } } : null)

  return computed(() => [
    ...(data.value?.provider.clientGroups?.edges ?? []).map(({ node: { id, name } }) => ({
      key: id,
      label: name,
      icon: 'layers' as const,
      group: t('clientGroup.title'),
      run: () => void router.push(`/?group=${id}`),
    })),
    ...data.value?.provider.viewerCanChangeClientGroups
      ? [{
          key: 'createClientGroup',
          label: t('clientGroup.create'),
          icon: 'plus' as const,
          run: () => void router.push('/client-groups?create=1'),
        }]
      : [],
  ])
}

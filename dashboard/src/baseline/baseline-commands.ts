import type { Ref } from 'vue'
import type { Command, Palette } from '../feature/feature.js'
import { computed } from 'vue'
import { useRouter } from 'vue-router'
import { useViewer } from '../account/use-viewer.js'
import { useQuery } from '../api/use-query.js'
import { graphql } from '../gql/index.js'
import { useI18n } from '../i18n/use-i18n.js'

const PaletteBaselines = graphql(`query PaletteBaselines($id: ID!) { provider(id: $id) { id viewerCanChangeBaselines baselines { id name } } }`)
const most = 5

/** The baselines whose name holds what was typed, and making a new one. */
export function useBaselineCommands({ open, search }: Palette): Readonly<Ref<readonly Command[]>> {
  const { t } = useI18n()
  const router = useRouter()
  const { provider } = useViewer()
  const { data } = useQuery(PaletteBaselines, () => open.value && provider.value ? { id: provider.value.id } : null)
  const found = computed(() => {
    const typed = search.value.trim().toLowerCase()
    const baselines = data.value?.provider.baselines ?? []
    return typed === '' ? [] : baselines.filter(({ name }) => name.toLowerCase().includes(typed)).slice(0, most)
  })

  return computed(() => [
    ...found.value.map(({ id, name }) => ({
      key: id,
      label: name,
      icon: 'check-circle' as const,
      group: t('baseline.title'),
      run: () => void router.push(`/baselines/${id}`),
    })),
    ...data.value?.provider.viewerCanChangeBaselines
      ? [{ key: 'createBaseline', label: t('baseline.create'), icon: 'plus' as const, run: () => void router.push('/baselines?create=1') }]
      : [],
  ])
}

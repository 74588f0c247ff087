import type { Ref } from 'vue'
import type { NavigationEntry } from '../feature/feature.js'
import { computed, ref } from 'vue'
import { useRouter } from 'vue-router'
import { useViewer } from '../account/use-viewer.js'
import { useFeatures } from '../feature/feature.js'

/** The pages that the viewer may open, in the order of the features. */
export function useNavigation(): Readonly<Ref<NavigationEntry[]>> {
  const entries = useFeatures().flatMap(({ navigation = [] }) => navigation)
    .map(entry => ({ entry, shown: entry.useShown?.() ?? ref(true) }))
  const { member } = useViewer()
  const router = useRouter()
  const isOpen = ({ to }: NavigationEntry): boolean => member.value !== false || router.resolve(to).meta.personal === true
  return computed(() => entries.filter(({ entry, shown }) => shown.value && isOpen(entry)).map(({ entry }) => entry))
}

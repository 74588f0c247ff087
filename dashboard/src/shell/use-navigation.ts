import type { Ref } from 'vue'
import type { NavigationEntry } from '../feature/feature.js'
import { computed, ref } from 'vue'
import { useFeatures } from '../feature/feature.js'

/** The pages that the viewer may open, in the order of the features. */
export function useNavigation(): Readonly<Ref<NavigationEntry[]>> {
  const entries = useFeatures().flatMap(({ navigation = [] }) => navigation)
    .map(entry => ({ entry, shown: entry.useShown?.() ?? ref(true) }))
  return computed(() => entries.filter(({ shown }) => shown.value).map(({ entry }) => entry))
}

import type { ComputedRef, Ref } from 'vue'
import type { UseConnectionReturn } from '../api/use-connection.js'
import { computed, ref, watch } from 'vue'

/** As many as are loaded for it; a job takes more. */
const mostSelected = 2_000

/** Selects all of a list beyond the rows that are loaded. `remaining` is how many that would be, 0 where nothing is left to select. */
export function useSelectAll<Row extends { id: string }>(
  selected: Ref<string[]>,
  rows: () => readonly Row[],
  { total, list, loadMore }: Pick<UseConnectionReturn<unknown, unknown>, 'total' | 'list' | 'loadMore'>,
): { remaining: ComputedRef<number>, selectAll: () => void } {
  const selecting = ref(false)
  // The whole list is loaded before it is selected: what is selected is what can be seen.
  watch([selecting, rows], () => {
    if (!selecting.value)
      return
    if (rows().length < mostSelected && list.hasMore)
      return void loadMore(200).then(() => selecting.value &&= list.refusal === null)
    selected.value = rows().slice(0, mostSelected).map(({ id }) => id)
    selecting.value = false
  })
  return {
    remaining: computed(() => selected.value.length === rows().length && list.hasMore ? Math.min(mostSelected, total.value ?? 0) : 0),
    selectAll: () => selecting.value = true,
  }
}
